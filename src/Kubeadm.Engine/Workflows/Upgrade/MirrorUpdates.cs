using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>
/// Has the API server know by which manifests this node's static Pods run, after they were replaced or put back: kubelets tell it late
/// where it was away when they noticed a manifest. Where it does not hear of it, what runs is right nevertheless.
/// </summary>
/// <param name="context">The node.</param>
/// <param name="mirrors">What the API server knows of the node's static Pods.</param>
/// <param name="report">Receives what a person should know.</param>
internal sealed class MirrorUpdates(UpgradeContext context, MirrorPods mirrors, PhaseReport report)
{
    /// <summary>
    /// How long the kubelet may take to tell the API server what runs, when everything runs. It does so at once for a Pod that was deleted
    /// there; one that was never there it creates when it looks at it again, after 60 to 90 s.
    /// </summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(100);

    /// <summary>How long an API server may take to answer that may be away, as nobody waits for more than an error then.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Waits until it knows of components, and says where it does not.</summary>
    public Task AfterUpgradeAsync(IReadOnlyCollection<string> components, CancellationToken cancellationToken) => WaitAsync(components, "new", cancellationToken);

    /// <summary>Waits until it knows of what runs after a roll back, and says where it does not. Nothing that goes wrong here makes that one worse.</summary>
    public async Task AfterRollBackAsync(RollBack rollBack)
    {
        try
        {
            if (!await mirrors.CanBeAskedAsync(AnswerTimeout, CancellationToken.None))
            {
                report.Verbose("The API server does not answer: its Pods of this node's components are left to the kubelet.");
                return;
            }

            await Task.WhenAll(WaitAsync(rollBack.Restored, "old", CancellationToken.None), WaitAsync(rollBack.Kept, "new", CancellationToken.None));
        }
        catch (Exception problem) when (ExpectedErrors.Includes(problem))
        {
            report.Verbose($"The API server's Pods of this node's components are left to the kubelet: {problem.Message}");
        }
    }

    private async Task WaitAsync(IReadOnlyCollection<string> components, string which, CancellationToken cancellationToken)
    {
        var known = await Task.WhenAll(components.Select(async component =>
            (component, IsKnown: await context.ComponentWaits.ForMirrorAsync(component, mirrors, Timeout, cancellationToken))));
        foreach (var (component, _) in known.Where(mirror => !mirror.IsKnown))
        {
            report.Warn($"{component} runs by its {which} manifest, but its Pod at the API server does not show that yet: the kubelet brings it up to date (journalctl -u kubelet says what keeps it from that).");
        }
    }
}
