using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>Names that kubeadm's objects have in every cluster.</summary>
public static class ClusterNames
{
    /// <summary>The ConfigMap with the cluster's configuration.</summary>
    public const string KubeadmConfig = "kubeadm-config";

    /// <summary>The key in <see cref="KubeadmConfig"/>.</summary>
    public const string KubeadmConfigKey = "ClusterConfiguration";

    /// <summary>The ConfigMap with the kubelets' configuration.</summary>
    public const string KubeletConfig = "kubelet-config";

    /// <summary>The key in <see cref="KubeletConfig"/>.</summary>
    public const string KubeletConfigKey = "kubelet";

    /// <summary>The ConfigMap, DaemonSet, Role and ServiceAccount of kube-proxy.</summary>
    public const string KubeProxy = ComponentNames.KubeProxy;

    /// <summary>The key of kube-proxy's configuration in its ConfigMap.</summary>
    public const string KubeProxyConfigKey = "config.conf";

    /// <summary>The Secret with uploaded certificates.</summary>
    public const string KubeadmCerts = "kubeadm-certs";

    /// <summary>The ConfigMap that joining nodes find the cluster by.</summary>
    public const string ClusterInfo = "cluster-info";

    /// <summary>The group of those who join with a bootstrap token.</summary>
    public const string BootstrapTokenGroup = "system:bootstrappers:kubeadm:default-node-token";

    /// <summary>The group of nodes.</summary>
    public const string NodesGroup = "system:nodes";

    /// <summary>The group of the administrators that kubeadm makes, and the binding that gives it its rights.</summary>
    public const string ClusterAdmins = "kubeadm:cluster-admins";

    /// <summary>The label of control-plane nodes, and the key of their taint.</summary>
    public const string ControlPlaneLabel = "node-role.kubernetes.io/control-plane";

    /// <summary>The label that keeps a node out of external load balancers.</summary>
    public const string ExcludeFromLoadBalancersLabel = "node.kubernetes.io/exclude-from-external-load-balancers";

    /// <summary>The annotation of a node's container runtime socket.</summary>
    public const string CriSocketAnnotation = "kubeadm.alpha.kubernetes.io/cri-socket";

    /// <summary>The annotation of an API server's Pod with the address and port that it listens on.</summary>
    public const string ApiServerEndpointAnnotation = "kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint";

    /// <summary>The annotation of an etcd's Pod with the URLs at which its clients reach it.</summary>
    public const string EtcdClientUrlsAnnotation = "kubeadm.kubernetes.io/etcd.advertise-client-urls";

    /// <summary>The annotation of a component configuration that kubeadm generated.</summary>
    public const string ComponentConfigHashAnnotation = "kubeadm.kubernetes.io/component-config.hash";
}
