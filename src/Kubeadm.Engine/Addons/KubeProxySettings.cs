namespace Kubeadm.Engine.Addons;

/// <summary>What the kube-proxy addon depends on.</summary>
public sealed record KubeProxySettings
{
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
