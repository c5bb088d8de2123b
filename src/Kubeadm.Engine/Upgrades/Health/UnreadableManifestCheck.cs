using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.StaticPods;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>Whether the manifests of the control plane that are there can be read: an upgrade compares them with those to come.</summary>
/// <param name="manifests">The node's manifests.</param>
public sealed class UnreadableManifestCheck(StaticPodReader manifests) : NodeCheck(CheckName, "Put the manifest back as it was, or have it made anew (init's phases control-plane and etcd make them).")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "UnreadableManifest";

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findings);
        foreach (var component in StaticPodComponents.All.Where(manifests.Exists))
        {
            try
            {
                manifests.Read(component);
            }
            catch (Exception problem) when (problem is KubeadmException || FileErrors.IsFileError(problem))
            {
                findings.Fail(problem.Message);
            }
        }

        return Task.CompletedTask;
    }
}
