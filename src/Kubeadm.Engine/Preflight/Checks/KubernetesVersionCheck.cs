using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether the version to deploy is known to this module.</summary>
public sealed class KubernetesVersionCheck(string kubernetesVersion)
    : NodeCheck(CheckName, "Use a newer release of this module, or an older version of Kubernetes.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "KubernetesVersion";

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (!KubernetesVersion.TryParse(kubernetesVersion, out var wanted))
        {
            findings.Fail(VersionErrors.NotAKubernetesVersion(kubernetesVersion));
            return Task.CompletedTask;
        }

        // The very first preview of the next minor is already too new.
        var known = KubernetesReleases.Current.Current;
        if (wanted >= new KubernetesVersion(known.Major, known.Minor + 1, 0, "0"))
        {
            findings.Warn($"Kubernetes {wanted} is newer than {known.Major}.{known.Minor}.x, the newest version that is known here");
        }

        return Task.CompletedTask;
    }
}
