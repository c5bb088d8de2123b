using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Addons;

/// <summary>What the kube-proxy addon depends on.</summary>
public sealed record KubeProxySettings
{
    /// <summary>Takes them from a cluster's configuration.</summary>
    /// <param name="configuration">The configuration, complete with defaults.</param>
    /// <param name="system">The machine, whose proxy settings kube-proxy gets too.</param>
    internal static KubeProxySettings Of(InitConfiguration configuration, INodeSystem system)
    {
        var proxy = configuration.Cluster.Components.KubeProxy;
        return new KubeProxySettings
        {
            Image = ControlPlaneImages.ImageFor(configuration.Cluster, ComponentNames.KubeProxy),
            Configuration = ApiSerializer.ToYaml(proxy.Document),
            IsUserSupplied = proxy.IsUserSupplied,
            ControlPlaneEndpoint = Kubeadm.Engine.Configuration.ControlPlaneEndpoint.Url(configuration),
            ProxyVariables = [.. ContainerEnvironment.ProxyVariables(system).Select(variable => KeyValuePair.Create(variable.Name, variable.Value))],
        };
    }

    /// <summary>The image's reference.</summary>
    public required string Image { get; init; }

    /// <summary>The KubeProxyConfiguration's YAML.</summary>
    public required string Configuration { get; init; }

    /// <summary>Whether a person supplied the configuration; what kubeadm generated is marked so.</summary>
    public required bool IsUserSupplied { get; init; }

    /// <summary>The control plane's address: <c>https://host:port</c>.</summary>
    public required string ControlPlaneEndpoint { get; init; }

    /// <summary>The node's variables that end in <c>_proxy</c>, which kube-proxy gets too; their values are not empty.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ProxyVariables { get; init; } = [];
}
