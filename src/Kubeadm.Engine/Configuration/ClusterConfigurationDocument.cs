using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration;

/// <summary>The text of a cluster's configuration, as the ConfigMap <c>kubeadm-config</c> holds it.</summary>
public static class ClusterConfigurationDocument
{
    /// <summary>Writes the configuration. What belongs to no document (component configurations, continuous-integration builds) is left out.</summary>
    public static string ToYaml(ClusterConfiguration cluster) => ApiSerializer.ToYaml(cluster);

    /// <summary>Writes a configuration of init: its own document, then its cluster's.</summary>
    public static string ToYaml(InitConfiguration init)
    {
        ArgumentNullException.ThrowIfNull(init);
        return $"{ApiSerializer.ToYaml(init)}---\n{ToYaml(init.Cluster)}";
    }
}
