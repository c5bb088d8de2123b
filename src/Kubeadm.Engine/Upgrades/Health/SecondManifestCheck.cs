using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.StaticPods;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>
/// Whether each component of the control plane has one manifest only. A copy that somebody kept beside it is a manifest too: when the Pod of
/// the one ends the kubelet starts the other's, and an upgrade waits for a component that never comes.
/// </summary>
/// <param name="manifests">The node's manifests.</param>
public sealed class SecondManifestCheck(StaticPodReader manifests) : NodeCheck(CheckName, "Move copies out of the folder: the kubelet runs every file in it, whatever its name.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "SecondManifest";

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findings);
        foreach (var component in StaticPodComponents.All)
        {
            if (manifests.FindSeconds(component) is { Count: > 0 } seconds)
            {
                findings.Fail($"{string.Join(", ", seconds)}: the Pod {component} is described here too, beside {manifests.PathOf(component)}");
            }
        }

        return Task.CompletedTask;
    }
}
