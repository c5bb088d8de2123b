namespace Kubeadm.Engine.Preflight.SystemVerification;

/// <summary>What a node's operating system must have, as Kubernetes' system validators demand it (k8s.io/system-validators).</summary>
internal static class SystemRequirements
{
    /// <summary>Linux releases that are supported.</summary>
    public static readonly string[] LinuxReleases = [@"^5\.4.*$", @"^5\.10.*$", @"^5\.15.*$", @"^([6-9]|[1-9][0-9]+)\.([0-9]+)\.([0-9]+).*$"];

    /// <summary>Windows releases that are supported.</summary>
    public static readonly string[] WindowsReleases =
        [@"10\.0\.1439[3-9]", @"10\.0\.14[4-9][0-9]{2}", @"10\.0\.1[5-9][0-9]{3}", @"10\.0\.[2-9][0-9]{4}", @"10\.[1-9]+\.[0-9]+"];

    /// <summary>Kernel options without which nothing runs.</summary>
    public static readonly KernelOption[] Required =
    [
        new("NAMESPACES"), new("NET_NS"), new("PID_NS"), new("IPC_NS"), new("UTS_NS"), new("CPUSETS"), new("MEMCG"), new("INET"),
        new("EXT4_FS"), new("PROC_FS"), new("NETFILTER_XT_TARGET_REDIRECT", Alias: "IP_NF_TARGET_REDIRECT"),
        new("NETFILTER_XT_MATCH_COMMENT"), new("FAIR_GROUP_SCHED"),
    ];

    /// <summary>Kernel options that cgroups v1 need.</summary>
    public static readonly KernelOption[] RequiredWithCgroupsV1 =
    [
        new("CGROUPS", "cgroups"), new("CGROUP_CPUACCT", "CPU accounting"), new("CGROUP_DEVICE", "the devices controller"),
        new("CGROUP_FREEZER", "the freezer controller"), new("CGROUP_PIDS", "the pids controller"), new("CGROUP_SCHED", "the cpu controller"),
    ];

    /// <summary>Kernel options that cgroups v2 need.</summary>
    public static readonly KernelOption[] RequiredWithCgroupsV2 =
    [
        new("CGROUPS", "cgroups"), new("CGROUP_BPF", "the devices controller, which is an eBPF program"),
        new("CGROUP_PIDS", "the pids controller"), new("CGROUP_SCHED", "the cpu controller"),
    ];

    /// <summary>Kernel options that are good to have.</summary>
    public static readonly KernelOption[] Optional =
    [
        new("OVERLAY_FS", "overlayfs", "OVERLAYFS_FS"), new("AUFS_FS", "aufs"), new("BLK_DEV_DM", "devicemapper"),
        new("CFS_BANDWIDTH", "CPU quotas"), new("SECCOMP", "seccomp"), new("SECCOMP_FILTER", "seccomp filters"),
    ];

    /// <summary>Controllers without which no kubelet runs, cgroups v1.</summary>
    public static readonly string[] CgroupsV1 = ["cpu", "cpuacct", "cpuset", "devices", "freezer", "memory", "pids"];

    /// <summary>Controllers that are good to have, cgroups v1.</summary>
    public static readonly string[] CgroupsV1Optional = ["hugetlb", "blkio"];

    /// <summary>Controllers without which no kubelet runs, cgroups v2.</summary>
    public static readonly string[] CgroupsV2 = ["cpu", "cpuset", "devices", "freezer", "memory", "pids"];

    /// <summary>Controllers that are good to have, cgroups v2.</summary>
    public static readonly string[] CgroupsV2Optional = ["hugetlb", "io"];
}

/// <summary>An option of the kernel's configuration.</summary>
/// <param name="Name">Its name, without <c>CONFIG_</c>.</param>
/// <param name="For">What needs it, or empty.</param>
/// <param name="Alias">Another name of it in other kernels, or null.</param>
internal sealed record KernelOption(string Name, string For = "", string? Alias = null);
