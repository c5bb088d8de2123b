using Kubeadm.Engine.Addons;
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
        report.Add(await KubeProxyAddon.EnsureAsync(cluster, KubeProxySettings.Of(configuration, context.Node.System), cancellationToken));
        report.Info("[addons] Applied essential addon: kube-proxy");
    }
}
