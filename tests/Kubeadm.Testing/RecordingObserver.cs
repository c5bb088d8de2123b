using System.Collections.Concurrent;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Testing;

/// <summary>Records everything that a workflow reports.</summary>
public sealed class RecordingObserver : IWorkflowObserver
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ConcurrentQueue<string> Details { get; } = new();

    public ConcurrentQueue<string> Warnings { get; } = new();

    public ConcurrentQueue<PhaseResult> Results { get; } = new();

    public ConcurrentQueue<ProgressReport> Reports { get; } = new();

    public void Info(string line) => Lines.Enqueue(line);

    public void Verbose(string message) => Details.Enqueue(message);

    public void Warning(string message) => Warnings.Enqueue(message);

    public void Progress(ProgressReport report) => Reports.Enqueue(report);

    public void PhaseCompleted(PhaseResult result) => Results.Enqueue(result);
}
