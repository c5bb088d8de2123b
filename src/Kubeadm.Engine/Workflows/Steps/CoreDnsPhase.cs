using System.Text.Json.Nodes;
using Kubeadm.Engine.Addons;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>The cluster's DNS.</summary>
public sealed class CoreDnsPhase : Phase<IControlPlaneContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = ComponentNames.CoreDns;

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Install CoreDNS, the cluster's DNS";

    /// <inheritdoc/>
    public override string? SkipReason(IControlPlaneContext context) =>
        context.Configured?.Configuration.Cluster.Dns.Disabled == true ? "the configuration disables DNS" : null;

    /// <inheritdoc/>
    public override async Task RunAsync(IControlPlaneContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var configuration = (await context.ConfigureAsync(report, cancellationToken)).Configuration.Cluster;
        var cluster = await context.ConnectAsync(report, cancellationToken);
        report.Add(await CoreDnsAddon.EnsureAsync(cluster, SettingsOf(context, configuration, report), report.Warn, cancellationToken));
        report.Info("[addons] Applied essential addon: CoreDNS");
    }

    /// <summary>What the addon depends on.</summary>
    internal static CoreDnsSettings SettingsOf(IControlPlaneContext context, ClusterConfiguration configuration, PhaseReport report) =>
        CoreDnsSettings.Of(configuration, KubernetesReleases.Current, PatchBy(context, report));

    /// <summary>Applies the patches, which may be asked for more than once, and reports them once.</summary>
    private static Func<JsonObject, JsonObject> PatchBy(IControlPlaneContext context, PhaseReport report)
    {
        var reported = false;
        return deployment =>
        {
            var outcome = context.Patches.Apply(PatchTargets.CoreDnsDeployment, deployment);
            if (!reported)
            {
                reported = true;
                report.AddPatches(PatchTargets.CoreDnsDeployment, outcome.Applied);
            }

            return outcome.Result;
        };
    }
}
