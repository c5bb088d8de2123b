namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>The namespaces that every cluster has and kubeadm writes to.</summary>
public static class ClusterNamespaces
{
    /// <summary>The components of the cluster itself.</summary>
    public const string System = "kube-system";

    /// <summary>What everybody may read, also without a name.</summary>
    public const string Public = "kube-public";
}
