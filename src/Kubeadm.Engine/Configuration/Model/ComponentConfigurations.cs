using Kubeadm.Engine.Configuration.Components;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>The configurations of components that kubeadm carries beside its own.</summary>
public sealed class ComponentConfigurations
{
    /// <summary>The kubelet's.</summary>
    public ComponentConfiguration<KubeletConfiguration> Kubelet { get; set; } = new();

    /// <summary>kube-proxy's.</summary>
    public ComponentConfiguration<KubeProxyConfiguration> KubeProxy { get; set; } = new();
}

/// <summary>A component's configuration and where it came from.</summary>
/// <typeparam name="T">The document.</typeparam>
public sealed class ComponentConfiguration<T>
    where T : class, new()
{
    /// <summary>The document.</summary>
    public T Document { get; set; } = new();

    /// <summary>Whether a person supplied it. What kubeadm generated is marked with a hash in the cluster.</summary>
    public bool IsUserSupplied { get; set; }
}
