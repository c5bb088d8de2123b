using Kubeadm.Engine.Preflight;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>Whether all control-plane nodes are ready. Workers are upgraded by themselves, so that theirs do not matter.</summary>
/// <param name="nodes">The cluster's Nodes.</param>
public sealed class ControlPlaneNodesReadyCheck(ClusterNodes nodes)
    : NodeCheck(CheckName, "Bring the nodes back, or take those that are gone out of the cluster.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "ControlPlaneNodesReady";

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (await nodes.FindUnreadyControlPlanesAsync(cancellationToken) is { Count: > 0 } unready)
        {
            findings.Fail($"control-plane nodes are not ready: {string.Join(", ", unready)}");
        }
    }
}
