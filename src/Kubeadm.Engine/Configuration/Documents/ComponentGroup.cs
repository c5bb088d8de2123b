namespace Kubeadm.Engine.Configuration.Documents;

/// <summary>An API group of component configurations that kubeadm carries. It reads and writes one version of each.</summary>
/// <param name="Group">The group: <c>kubelet.config.k8s.io</c>.</param>
/// <param name="PreferredVersion">The version that this release reads and writes.</param>
/// <param name="Kind">The kind of the configuration: <c>KubeletConfiguration</c>.</param>
public sealed record ComponentGroup(string Group, string PreferredVersion, string Kind)
{
    /// <summary>kube-proxy's configuration.</summary>
    public static ComponentGroup KubeProxy { get; } = new(ConfigurationDocument.KubeProxyGroup, "v1alpha1", "KubeProxyConfiguration");

    /// <summary>The kubelet's configuration.</summary>
    public static ComponentGroup Kubelet { get; } = new(ConfigurationDocument.KubeletGroup, "v1beta1", "KubeletConfiguration");

    /// <summary>Every group, in the order of <c>kubeadm upgrade plan</c>.</summary>
    public static IReadOnlyList<ComponentGroup> All { get; } = [KubeProxy, Kubelet];

    /// <summary>Finds a group by the kind of its configuration, in any spelling of case; null when there is none.</summary>
    public static ComponentGroup? Find(string kind) => All.FirstOrDefault(group => string.Equals(group.Kind, kind, StringComparison.OrdinalIgnoreCase));
}
