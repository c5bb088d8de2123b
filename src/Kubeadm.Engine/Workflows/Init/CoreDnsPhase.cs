using System.Text.Json.Nodes;
using Kubeadm.Engine.Addons;
using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>The cluster's DNS.</summary>
public sealed class CoreDnsPhase : Phase<InitContext>
{
    /// <inheritdoc/>
    public override string Name => "coredns";

    /// <inheritdoc/>
    public override string Description => "Install CoreDNS, the cluster's DNS";

    /// <inheritdoc/>
    public override string? SkipReason(InitContext context) =>
        context.Configuration.Cluster.Dns.Disabled ? "the configuration disables DNS" : null;

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var cluster = await context.Cluster.ConnectAsync(report, cancellationToken).ConfigureAwait(false);
        var configuration = context.Configuration.Cluster;
        var settings = new CoreDnsSettings
        {
            Image = ControlPlaneImages.CoreDns(configuration),
            Release = KubernetesReleases.Current.CoreDns,
            DnsDomain = configuration.Networking.DnsDomain,
            ServiceAddress = Subnets.DnsAddress(configuration.Networking.ServiceSubnet).ToString(),
            PatchDeployment = deployment => Patch(context, report, deployment),
        };
        report.Add(await CoreDnsAddon.EnsureAsync(cluster, settings, report.Warn, cancellationToken).ConfigureAwait(false));
        report.Info("[addons] Applied essential addon: CoreDNS");
    }

    private static JsonObject Patch(InitContext context, PhaseReport report, JsonObject deployment)
    {
        var outcome = context.Patches.Apply(PatchTargets.CoreDnsDeployment, deployment);
        report.AddPatches(PatchTargets.CoreDnsDeployment, outcome.Applied);
        return outcome.Result;
    }
}
