namespace Kubeadm.Engine.Addresses;

/// <summary>The TCP ports that Kubernetes' components listen on unless they are told otherwise (kubernetes.io, "Ports and Protocols").</summary>
public static class ComponentPorts
{
    /// <summary>The API server.</summary>
    public const int ApiServer = 6443;

    /// <summary>The controller manager, TLS.</summary>
    public const int ControllerManager = 10257;

    /// <summary>The scheduler, TLS.</summary>
    public const int Scheduler = 10259;

    /// <summary>The kubelet's API.</summary>
    public const int Kubelet = 10250;

    /// <summary>The kubelet's health, on the loopback interface without TLS.</summary>
    public const int KubeletHealth = 10248;

    /// <summary>etcd for its clients.</summary>
    public const int EtcdClient = 2379;

    /// <summary>etcd for its other members.</summary>
    public const int EtcdPeer = 2380;

    /// <summary>etcd's metrics and health, on the loopback interface without TLS.</summary>
    public const int EtcdMetrics = 2381;
}
