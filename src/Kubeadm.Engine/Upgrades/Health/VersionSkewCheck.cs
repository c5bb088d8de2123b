using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>Whether the cluster may go to a version: kubeadm's version skew policy. An upgrade enforces it by itself, with its own way to overrule it.</summary>
/// <param name="policy">The policy.</param>
/// <param name="force">Whether rules that can be overruled are.</param>
/// <param name="read">Reads the versions that it goes by.</param>
public sealed class VersionSkewCheck(UpgradePolicy policy, bool force, Func<CancellationToken, Task<UpgradeVersions>> read)
    : NodeCheck(CheckName, "Choose a version that the cluster may go to; the plan of an upgrade names them.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "VersionSkew";

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findings);
        foreach (var finding in policy.Check(await read(cancellationToken)).Where(finding => !(force && finding.CanBeForced)))
        {
            findings.Fail(finding.Message);
        }
    }
}
