using Kubeadm.Engine.Addons;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether an upgrade can bring the cluster's Corefile to the CoreDNS to come.</summary>
/// <param name="objects">The cluster.</param>
/// <param name="release">The tag of the CoreDNS to come: <c>v1.14.2</c>.</param>
public sealed class CoreDnsMigrationCheck(ApiObjects objects, string release) : NodeCheck(
    CheckName,
    "Bring CoreDNS to an image of a known release, and its Corefile into a form that can be migrated. If this check is ignored, CoreDNS and its Corefile are left as they are.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "CoreDNSMigration";

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        var prospect = await CorefileProspect.ReadAsync(objects, release, cancellationToken);
        if (prospect.Absence is { } absence)
        {
            findings.Note(absence);
        }
        else if ((prospect.Obstacle ?? prospect.MigrationProblem) is { } problem)
        {
            findings.Fail($"CoreDNS will not be upgraded: {problem}");
        }
    }
}
