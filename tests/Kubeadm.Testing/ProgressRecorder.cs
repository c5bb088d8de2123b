using System.Collections.Concurrent;
using Kubeadm.Engine.Workflows;

namespace Kubeadm.Engine.Tests.Doubles;

/// <summary>Keeps what is told of progress.</summary>
internal sealed class ProgressRecorder : IProgress<ProgressReport>
{
    public ConcurrentQueue<ProgressReport> Reports { get; } = new();

    public void Report(ProgressReport value) => Reports.Enqueue(value);
}
