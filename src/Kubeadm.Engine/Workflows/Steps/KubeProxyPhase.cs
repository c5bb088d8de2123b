using Kubeadm.Engine.Addons;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>kube-proxy on every node.</summary>
public sealed class KubeProxyPhase : Phase<IControlPlaneContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = ComponentNames.KubeProxy;

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Install kube-proxy, which carries Services' traffic";

    /// <inheritdoc/>
    public override string? SkipReason(IControlPlaneContext context) =>
        context.Configured?.Configuration.Cluster.Proxy.Disabled == true ? "the configuration disables kube-proxy" : null;

    /// <inheritdoc/>
    public override async Task RunAsync(IControlPlaneContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var configuration = (await context.ConfigureAsync(report, cancellationToken)).Configuration;
        var cluster = await context.ConnectAsync(report, cancellationToken);
        report.Add(await KubeProxyAddon.EnsureAsync(cluster, SettingsOf(context, configuration), cancellationToken));
        report.Info("[addons] Applied essential addon: kube-proxy");
    }

    /// <summary>What the addon depends on.</summary>
    internal static KubeProxySettings SettingsOf(IControlPlaneContext context, InitConfiguration configuration)
    {
        var proxy = configuration.Cluster.Components.KubeProxy;
        return new KubeProxySettings
        {
            Image = ControlPlaneImages.ImageFor(configuration.Cluster, ComponentNames.KubeProxy),
            Configuration = ApiSerializer.ToYaml(proxy.Document),
            IsUserSupplied = proxy.IsUserSupplied,
            ControlPlaneEndpoint = ControlPlaneEndpoint.Url(configuration),
            ProxyVariables = [.. ContainerEnvironment.ProxyVariables(context.Node.System).Select(v => KeyValuePair.Create(v.Name, v.Value))],
        };
    }
}
