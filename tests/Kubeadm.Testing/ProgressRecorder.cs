using System.Collections.Concurrent;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Testing;

/// <summary>Records progress.</summary>
public sealed class ProgressRecorder : IProgress<ProgressReport>
{
    public ConcurrentQueue<ProgressReport> Reports { get; } = new();

    public void Report(ProgressReport value) => Reports.Enqueue(value);
}
