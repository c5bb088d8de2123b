using System.Collections;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes names of preflight checks; ports and files name more checks of the same kinds.</summary>
public sealed class CheckNameCompleter : WordCompleter
{
    private static readonly string[] Names =
    [
        "all", "ContainerRuntimeVersion", "ControlPlaneNodesReady", "CoreDNSMigration", "CoreDNSUnsupportedPlugins", "CreateJob", "CRI", "DirAvailable--var-lib-etcd", "ExternalEtcdClientCertificates", "ExternalEtcdVersion",
        "FileContent--proc-sys-net-ipv4-ip_forward", "FileContent--proc-sys-net-ipv6-conf-default-forwarding", "FileExisting-conntrack",
        "FileExisting-iptables", "FileExisting-losetup", "FileExisting-mount", "FileExisting-cp",
        "FileAvailable--etc-kubernetes-manifests-etcd.yaml", "FileAvailable--etc-kubernetes-manifests-kube-apiserver.yaml",
        "FileAvailable--etc-kubernetes-manifests-kube-controller-manager.yaml", "FileAvailable--etc-kubernetes-manifests-kube-scheduler.yaml",
        "Firewalld", "Hostname", "HTTPProxy", "HTTPProxyCIDR", "ImagePull", "IsPrivilegedUser", "KubeletVersion", "KubernetesVersion", "Mem",
        "NumCPU", "Port-10250", "Port-10257", "Port-10259", "Port-2379", "Port-2380", "Port-6443", "Service-kubelet", "StaticPodManifest",
        "Swap", "SystemVerification",
    ];

    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound) => Names.Select(name => (name, $"Preflight check {name}"));
}
