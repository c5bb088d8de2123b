using System.Collections.Concurrent;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Cleanup;

/// <summary>Removes the kubelet's Pods from the container runtime.</summary>
public sealed class PodSandboxes(IContainerRuntime runtime)
{
    // Stopping is mostly waiting for the runtime; more at once only has them wait for one another.
    private const int AtOnce = 4;

    /// <summary>Stops and removes each Pod sandbox with its containers. One that cannot be removed does not keep the others.</summary>
    /// <param name="progress">Receives progress; may be null.</param>
    /// <param name="cancellationToken">Ends the work after the sandboxes at hand.</param>
    /// <exception cref="KubeadmException">The runtime cannot be asked which there are.</exception>
    public async Task<CleanupResult> RemoveAllAsync(IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        const string activity = "Removing containers";
        var done = 0;
        var sandboxes = await runtime.ListSandboxesAsync(cancellationToken);
        var failed = new ConcurrentDictionary<string, string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(sandboxes, options, async (sandbox, token) =>
        {
            try
            {
                await runtime.RemoveSandboxAsync(sandbox, token);
            }
            catch (KubeadmException e)
            {
                failed[sandbox] = e.Message;
            }

            var percent = Interlocked.Increment(ref done) * 100 / sandboxes.Count;
            progress?.Report(new ProgressReport(activity, sandbox, percent));
        });
        progress?.Report(new ProgressReport(activity, "", 100, IsCompleted: true));
        return new CleanupResult(
            [.. sandboxes.Where(id => !failed.ContainsKey(id)).Select(id => new Change(ChangeKind.Container, id, ChangeAction.Delete))],
            [.. sandboxes.Where(failed.ContainsKey).Select(id => new Leftover(id, failed[id]))]);
    }
}
