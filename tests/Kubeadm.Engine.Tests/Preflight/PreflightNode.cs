using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Preflight;

/// <summary>A node on which every check of <c>init</c> passes, to be spoilt by tests.</summary>
internal static class PreflightNode
{
    public const string KernelConfiguration = """
        CONFIG_NAMESPACES=y
        CONFIG_NET_NS=y
        CONFIG_PID_NS=y
        CONFIG_IPC_NS=y
        CONFIG_UTS_NS=y
        CONFIG_CPUSETS=y
        CONFIG_MEMCG=y
        CONFIG_INET=y
        CONFIG_EXT4_FS=m
        CONFIG_PROC_FS=y
        CONFIG_IP_NF_TARGET_REDIRECT=m
        CONFIG_NETFILTER_XT_MATCH_COMMENT=m
        CONFIG_FAIR_GROUP_SCHED=y
        CONFIG_CGROUPS=y
        CONFIG_CGROUP_BPF=y
        CONFIG_CGROUP_CPUACCT=y
        CONFIG_CGROUP_DEVICE=y
        CONFIG_CGROUP_FREEZER=y
        CONFIG_CGROUP_PIDS=y
        CONFIG_CGROUP_SCHED=y
        """;

    public static FakeNode Good()
    {
        var node = new FakeNode();
        node.FakeProcesses.Install("kubelet", "losetup", "mount", "cp", "systemctl");
        SetKubelet(node, "1.36.3");
        node.Memory
            .Add("/proc/sys/net/ipv4/ip_forward", "1\n")
            .Add("/proc/mounts", "proc /proc proc rw 0 0\ncgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0\n")
            .Add("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory hugetlb pids rdma\n")
            .Add("/sys/fs/cgroup/system.slice/cgroup.freeze", "0\n")
            .Add("/boot/config-" + node.FakeSystem.KernelRelease, KernelConfiguration);
        return node;
    }

    public static void SetKubelet(FakeNode node, string version) =>
        node.FakeProcesses.Answer = (program, _) =>
            program == "kubelet" ? new ProcessResult(0, $"Kubernetes v{version}\n", "") : new ProcessResult(1, "", "");

    public static void UseCgroupsV1(FakeNode node)
    {
        node.Memory.Add("/proc/mounts", "tmpfs /sys/fs/cgroup tmpfs ro 0 0\ncgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0\n");
        node.Memory.AddDirectory("/sys/fs/cgroup/memory");
        string[] controllers = ["cpuset", "cpu", "cpuacct", "blkio", "memory", "devices", "freezer", "pids", "hugetlb"];
        node.Memory.Add("/proc/cgroups", "#subsys_name\thierarchy\tnum_cgroups\tenabled\n" + string.Concat(controllers.Select(c => $"{c}\t1\t1\t1\n")));
    }

    public static InitConfiguration Configuration() => new()
    {
        Cluster = new ClusterConfiguration
        {
            KubernetesVersion = "v1.36.3",
            Networking = new Networking { ServiceSubnet = "10.96.0.0/12" },
            Etcd = new EtcdConfiguration { Local = new LocalEtcd { DataDir = "/var/lib/etcd" } },
        },
        LocalApiEndpoint = new ApiEndpoint { AdvertiseAddress = "192.0.2.2", BindPort = 6443 },
        NodeRegistration = new NodeRegistration { Name = "vm", CriSocket = "unix:///run/test.sock" },
    };
}
