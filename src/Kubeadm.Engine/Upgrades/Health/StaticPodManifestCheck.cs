using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.StaticPods;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>Whether the control plane's static Pod manifests are on this node.</summary>
/// <param name="manifests">The node's manifests.</param>
public sealed class StaticPodManifestCheck(StaticPodReader manifests)
    : NodeCheck(CheckName, "Run this on a control-plane node, and put missing manifests back (init's phase control-plane makes them).")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "StaticPodManifest";

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        var missing = StaticPodComponents.ControlPlane.Where(component => !manifests.Exists(component)).Select(manifests.PathOf).ToList();
        if (missing.Count > 0)
        {
            findings.Fail($"manifests are missing: {string.Join(", ", missing)}");
        }

        return Task.CompletedTask;
    }
}
