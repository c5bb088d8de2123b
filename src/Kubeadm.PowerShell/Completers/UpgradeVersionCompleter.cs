using System.Collections;
using Kubeadm.Engine.Operations.UpgradePlan;
using Kubeadm.Engine.Upgrades.Planning;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.PowerShell.Completers;

/// <summary>
/// Completes versions that the cluster can be upgraded to, where it answers before a person would notice; else those that are known here.
/// </summary>
public sealed class UpgradeVersionCompleter : WordCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound)
    {
        var targets = Targets(PathIn(bound, "Kubeconfig"));
        return targets.Count > 0
            ? targets.Reverse().Select(target => (target.Version.ToTag(), $"Kubernetes {target.Version.Series}: {target.Description}"))
            : VersionCompleter.Known();
    }

    private static IReadOnlyList<UpgradeTarget> Targets(string? kubeconfig)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var engine = EngineScope.OfThisMachine(SilentObserver.Instance, limit.Token);
            return Task.Run(() => new UpgradeChoices(engine.Ports).FindAsync(kubeconfig, limit.Token), limit.Token).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is OperationCanceledException || KubeadmCommand.IsExpected(error))
        {
            // No cluster, no words of it: completion says nothing of why.
            return [];
        }
    }
}
