using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Windows;
using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Components;

/// <summary>The texts of a kubelet's configuration.</summary>
public static class KubeletConfigurationDocument
{
    private const string SystemdResolved = "systemd-resolved";
    private const string SystemdResolvConf = "/run/systemd/resolve/resolv.conf";

    /// <summary>The configuration of all kubelets of a cluster, as the ConfigMap <c>kubelet-config</c> holds it.</summary>
    public static string ToYaml(KubeletConfiguration kubelet) => ApiSerializer.ToYaml(kubelet);

    /// <summary>
    /// The configuration of one node: with the resolver configuration of systemd-resolved where that runs, and with the node's own paths on Windows.
    /// The node's patches and its <c>instance-config.yaml</c> are merged into the text after that.
    /// </summary>
    /// <param name="kubelet">The cluster's configuration; it is not changed.</param>
    /// <param name="node">The node.</param>
    /// <param name="warn">Receives what the user should know.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<KubeletConfiguration> ForNodeAsync(KubeletConfiguration kubelet, INode node, Action<string> warn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(warn);
        var own = ApiSerializer.Clone(kubelet);
        if (node.System.IsWindows)
        {
            // They come from a Linux control plane.
            var drive = WindowsPath.DriveOf(node.System.GetEnvironmentVariable(WindowsPath.DriveVariable));
            own.ResolverConfig = "";
            own.StaticPodPath = WindowsPath.OnDrive(own.StaticPodPath, drive);
            own.Authentication.X509.ClientCaFile = WindowsPath.OnDrive(own.Authentication.X509.ClientCaFile, drive);
        }
        else if (node.Services is null)
        {
            warn("No service manager was found, so it is not known whether systemd-resolved runs.");
        }
        else if (await node.Services.IsActiveAsync(SystemdResolved, cancellationToken))
        {
            own.ResolverConfig ??= SystemdResolvConf;
            if (own.ResolverConfig != SystemdResolvConf)
            {
                warn($"KubeletConfiguration has resolvConf '{own.ResolverConfig}'; with systemd-resolved the recommended value is '{SystemdResolvConf}'.");
            }
        }

        return own;
    }
}
