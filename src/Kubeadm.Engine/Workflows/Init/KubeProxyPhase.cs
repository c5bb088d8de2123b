using Kubeadm.Engine.Addons;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>kube-proxy on every node.</summary>
public sealed class KubeProxyPhase : Phase<InitContext>
{
    /// <inheritdoc/>
    public override string Name => "kube-proxy";

    /// <inheritdoc/>
    public override string Description => "Install kube-proxy, which carries Services' traffic";

    /// <inheritdoc/>
    public override string? SkipReason(InitContext context) =>
        context.Configuration.Cluster.Proxy.Disabled ? "the configuration disables kube-proxy" : null;

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var cluster = await context.Cluster.ConnectAsync(report, cancellationToken).ConfigureAwait(false);
        var proxy = context.Configuration.Cluster.Components.KubeProxy;
        var settings = new KubeProxySettings
        {
            Image = ControlPlaneImages.ImageFor(context.Configuration.Cluster, "kube-proxy"),
            Configuration = ApiSerializer.ToYaml(proxy.Document),
            IsUserSupplied = proxy.IsUserSupplied,
            ControlPlaneEndpoint = ControlPlaneEndpoint.Url(context.Configuration),
            ProxyVariables = [.. ContainerEnvironment.ProxyVariables(context.Node.System).Select(v => KeyValuePair.Create(v.Name, v.Value))],
        };
        report.Add(await KubeProxyAddon.EnsureAsync(cluster, settings, cancellationToken).ConfigureAwait(false));
        report.Info("[addons] Applied essential addon: kube-proxy");
    }
}
