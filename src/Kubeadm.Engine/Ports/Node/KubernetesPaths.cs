namespace Kubeadm.Engine.Ports.Node;

/// <summary>Where kubeadm keeps things on a node; on Windows on the system's drive, <c>C:\etc\kubernetes</c>.</summary>
public static class KubernetesPaths
{
    /// <summary>Kubernetes' configuration folder.</summary>
    public const string ConfigurationDirectory = "/etc/kubernetes";

    /// <summary>The default folder of certificates.</summary>
    public const string CertificatesDirectory = "/etc/kubernetes/pki";

    /// <summary>The kubelet's folder of static Pod manifests.</summary>
    public const string ManifestsDirectory = "/etc/kubernetes/manifests";

    /// <summary>kubeadm's folder for temporary files.</summary>
    public const string TemporaryDirectory = "/etc/kubernetes/tmp";

    /// <summary>The administrator's kubeconfig.</summary>
    public const string AdminKubeconfig = "/etc/kubernetes/admin.conf";

    /// <summary>The break-glass administrator's kubeconfig.</summary>
    public const string SuperAdminKubeconfig = "/etc/kubernetes/super-admin.conf";

    /// <summary>The kubelet's kubeconfig.</summary>
    public const string KubeletKubeconfig = "/etc/kubernetes/kubelet.conf";

    /// <summary>The kubeconfig with which a kubelet asks for its first certificate.</summary>
    public const string BootstrapKubeletKubeconfig = "/etc/kubernetes/bootstrap-kubelet.conf";

    /// <summary>The kubelet's own folder.</summary>
    public const string KubeletDirectory = "/var/lib/kubelet";

    /// <summary>The kubelet's configuration file.</summary>
    public const string KubeletConfiguration = "/var/lib/kubelet/config.yaml";

    /// <summary>The part of the kubelet's configuration that belongs to this node alone.</summary>
    public const string KubeletInstanceConfiguration = "/var/lib/kubelet/instance-config.yaml";

    /// <summary>The file of flags that the kubelet's service reads.</summary>
    public const string KubeletFlags = "/var/lib/kubelet/kubeadm-flags.env";

    /// <summary>etcd's default data folder.</summary>
    public const string EtcdDataDirectory = "/var/lib/etcd";
}
