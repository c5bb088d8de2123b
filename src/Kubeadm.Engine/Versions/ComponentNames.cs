namespace Kubeadm.Engine.Versions;

/// <summary>The names of Kubernetes' components, which their images, programs, Pods, containers and manifests have too.</summary>
public static class ComponentNames
{
    /// <summary>The API server.</summary>
    public const string ApiServer = "kube-apiserver";

    /// <summary>The controller manager.</summary>
    public const string ControllerManager = "kube-controller-manager";

    /// <summary>The scheduler.</summary>
    public const string Scheduler = "kube-scheduler";

    /// <summary>etcd.</summary>
    public const string Etcd = "etcd";

    /// <summary>The proxy of Services on each node; its ConfigMap, DaemonSet, Role and ServiceAccount have its name too.</summary>
    public const string KubeProxy = "kube-proxy";

    /// <summary>The DNS server; its Deployment, ConfigMap and ServiceAccount have its name too.</summary>
    public const string CoreDns = "coredns";

    /// <summary>The agent of each node, whose service has its name too.</summary>
    public const string Kubelet = "kubelet";
}
