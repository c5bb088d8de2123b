using Kubeadm.Engine.Addons;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether the cluster's Corefile has plugins and options of which it is not known what the CoreDNS to come makes of them.</summary>
/// <param name="objects">The cluster.</param>
/// <param name="release">The tag of the CoreDNS to come: <c>v1.14.2</c>.</param>
public sealed class CoreDnsUnsupportedPluginsCheck(ApiObjects objects, string release) : NodeCheck(
    CheckName,
    "See for each of them whether the new release of CoreDNS takes it as it stands, since an upgrade leaves it so; then ignore this check.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "CoreDNSUnsupportedPlugins";

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        var prospect = await CorefileProspect.ReadAsync(objects, release, cancellationToken);
        if (prospect.Absence is { } absence)
        {
            findings.Note(absence);
        }
        else if (prospect.Obstacle is { } obstacle)
        {
            findings.Fail($"whether the Corefile's plugins are known cannot be told: {obstacle}");
        }
        else
        {
            foreach (var plugin in prospect.UnknownPlugins)
            {
                findings.Fail(plugin);
            }
        }
    }
}
