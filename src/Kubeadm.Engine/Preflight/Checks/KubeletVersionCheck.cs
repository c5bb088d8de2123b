using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether the kubelet's version goes with the control plane's (Kubernetes' version skew policy).</summary>
public sealed class KubeletVersionCheck(KubeletProgram kubelet, string kubernetesVersion)
    : NodeCheck(CheckName, "Install a kubelet of the control plane's minor version.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "KubeletVersion";

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        var version = await kubelet.GetVersionAsync(cancellationToken);
        var oldest = KubernetesReleases.Current.MinimumKubelet;
        if (version < oldest)
        {
            findings.Fail($"the kubelet {version} is older than {oldest}, the oldest that is supported");
        }
        else if (kubernetesVersion.Length > 0 && !KubernetesVersion.TryParse(kubernetesVersion, out _))
        {
            findings.Fail(VersionErrors.NotAKubernetesVersion(kubernetesVersion));
        }
        else if (KubernetesVersion.TryParse(kubernetesVersion, out var plane) && (version.Major > plane.Major || version.Minor > plane.Minor))
        {
            findings.Fail($"the kubelet {version} is newer than the control plane {plane}, which is not supported");
        }
    }
}
