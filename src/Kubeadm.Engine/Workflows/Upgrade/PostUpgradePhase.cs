using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>Looks for what a kubelet of the new version will not start with, in files that are the user's own.</summary>
public sealed class PostUpgradePhase : Phase<UpgradeContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "post-upgrade";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Run what is to be done after the upgrade";

    /// <inheritdoc/>
    public override Task RunAsync(UpgradeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        foreach (var (file, flag) in UserKubeletFlags.Find(context.Node.Files).Where(found => RemovedKubeletFlags.Contains(found.Flag)))
        {
            report.Warn($"{file} gives the kubelet the flag {flag}, with which kubelets of this version do not start: take it out before the kubelet is started again.");
            report.Leave(new Leftover(file, $"holds the flag {flag}"));
        }

        return Task.CompletedTask;
    }
}
