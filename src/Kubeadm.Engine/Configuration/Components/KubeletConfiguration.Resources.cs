using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Components;

public sealed partial class KubeletConfiguration
{
    /// <summary>Who makes cgroups: <c>systemd</c> or <c>cgroupfs</c>; must be the runtime's.</summary>
    [ApiField("cgroupDriver")]
    public string CgroupDriver { get; set; } = "";

    /// <summary>The cgroup that Pods are put under.</summary>
    [ApiField("cgroupRoot")]
    public string CgroupRoot { get; set; } = "";

    /// <summary>Whether each class of service has a cgroup.</summary>
    [ApiField("cgroupsPerQOS")]
    public bool? CgroupsPerQos { get; set; }

    /// <summary>The kubelet's cgroup.</summary>
    [ApiField("kubeletCgroups")]
    public string KubeletCgroups { get; set; } = "";

    /// <summary>The cgroup of all other processes.</summary>
    [ApiField("systemCgroups")]
    public string SystemCgroups { get; set; } = "";

    /// <summary>Whether the kubelet refuses to run on cgroup v1.</summary>
    [ApiField("failCgroupV1")]
    public bool? FailCgroupV1 { get; set; }

    /// <summary>How CPUs are given to containers: <c>none</c> or <c>static</c>.</summary>
    [ApiField("cpuManagerPolicy")]
    public string CpuManagerPolicy { get; set; } = "";

    /// <summary>The policy's options.</summary>
    [ApiField("cpuManagerPolicyOptions")]
    public SortedDictionary<string, string> CpuManagerPolicyOptions { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The time between two comparisons of containers' CPUs with what they should be.</summary>
    [ApiField("cpuManagerReconcilePeriod")]
    public TimeSpan CpuManagerReconcilePeriod { get; set; }

    /// <summary>Whether CPU limits are enforced.</summary>
    [ApiField("cpuCFSQuota")]
    public bool? CpuCfsQuota { get; set; }

    /// <summary>The period of enforcement, 1 ms to 1 s.</summary>
    [ApiField("cpuCFSQuotaPeriod")]
    public TimeSpan? CpuCfsQuotaPeriod { get; set; }

    /// <summary>The CPUs that are not for Pods, <c>0-3,8</c>.</summary>
    [ApiField("reservedSystemCPUs")]
    public string ReservedSystemCpus { get; set; } = "";

    /// <summary>How memory is given to Pods: <c>None</c> or <c>Static</c>.</summary>
    [ApiField("memoryManagerPolicy")]
    public string MemoryManagerPolicy { get; set; } = "";

    /// <summary>The memory that is not for Pods, by NUMA node.</summary>
    [ApiField("reservedMemory")]
    public List<MemoryReservation> ReservedMemory { get; set; } = [];

    /// <summary>The share of the memory limit from which a container is throttled.</summary>
    [ApiField("memoryThrottlingFactor")]
    public double? MemoryThrottlingFactor { get; set; }

    /// <summary>How requested memory is protected: <c>None</c> or <c>TieredReservation</c>.</summary>
    [ApiField("memoryReservationPolicy")]
    public string MemoryReservationPolicy { get; set; } = "";

    /// <summary>Swap for containers.</summary>
    [ApiField("memorySwap")]
    public MemorySwapConfiguration MemorySwap { get; set; } = new();

    /// <summary>Whether the kubelet refuses to run with swap on.</summary>
    [ApiField("failSwapOn")]
    public bool? FailSwapOn { get; set; }

    /// <summary>How resources are aligned: <c>none</c>, <c>best-effort</c>, <c>restricted</c> or <c>single-numa-node</c>.</summary>
    [ApiField("topologyManagerPolicy")]
    public string TopologyManagerPolicy { get; set; } = "";

    /// <summary>What is aligned: <c>container</c> or <c>pod</c>.</summary>
    [ApiField("topologyManagerScope")]
    public string TopologyManagerScope { get; set; } = "";

    /// <summary>The policy's options.</summary>
    [ApiField("topologyManagerPolicyOptions")]
    public SortedDictionary<string, string> TopologyManagerPolicyOptions { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The share of a resource kept for guaranteed Pods, <c>memory: 50%</c>.</summary>
    [ApiField("qosReserved")]
    public SortedDictionary<string, string> QosReserved { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The resources of the system's own services.</summary>
    [ApiField("systemReserved")]
    public SortedDictionary<string, string> SystemReserved { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The cgroup of these services.</summary>
    [ApiField("systemReservedCgroup")]
    public string SystemReservedCgroup { get; set; } = "";

    /// <summary>The resources of Kubernetes' own services.</summary>
    [ApiField("kubeReserved")]
    public SortedDictionary<string, string> KubeReserved { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The cgroup of these services.</summary>
    [ApiField("kubeReservedCgroup")]
    public string KubeReservedCgroup { get; set; } = "";

    /// <summary>What reservations are enforced on: <c>none</c>, <c>pods</c>, <c>system-reserved</c>, <c>kube-reserved</c>.</summary>
    [ApiField("enforceNodeAllocatable")]
    public List<string> EnforceNodeAllocatable { get; set; } = [];

    /// <summary>The signals on which Pods are evicted at once, <c>memory.available: 300Mi</c>.</summary>
    [ApiField("evictionHard")]
    public SortedDictionary<string, string> EvictionHard { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The signals on which Pods are evicted after a grace period.</summary>
    [ApiField("evictionSoft")]
    public SortedDictionary<string, string> EvictionSoft { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The grace period by signal.</summary>
    [ApiField("evictionSoftGracePeriod")]
    public SortedDictionary<string, string> EvictionSoftGracePeriod { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How long the node stays under pressure after the signal has gone.</summary>
    [ApiField("evictionPressureTransitionPeriod")]
    public TimeSpan EvictionPressureTransitionPeriod { get; set; }

    /// <summary>How long an evicted Pod has to end at most, seconds.</summary>
    [ApiField("evictionMaxPodGracePeriod")]
    public int EvictionMaxPodGracePeriod { get; set; }

    /// <summary>How much an eviction has to win at least, by signal.</summary>
    [ApiField("evictionMinimumReclaim")]
    public SortedDictionary<string, string> EvictionMinimumReclaim { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Whether signals that are not named keep their default.</summary>
    [ApiField("mergeDefaultEvictionSettings")]
    public bool? MergeDefaultEvictionSettings { get; set; }

    /// <summary>Whether the kernel tells when memory gets short, rather than the kubelet asking.</summary>
    [ApiField("kernelMemcgNotification")]
    public bool KernelMemcgNotification { get; set; }

    /// <summary>Whether the kubelet refuses to run where the kernel's settings are not what it expects.</summary>
    [ApiField("protectKernelDefaults")]
    public bool ProtectKernelDefaults { get; set; }

    /// <summary>Whether out of memory only ends a process, not all of its container.</summary>
    [ApiField("singleProcessOOMKill")]
    public bool? SingleProcessOomKill { get; set; }

    /// <summary>Whether local storage is counted.</summary>
    [ApiField("localStorageCapacityIsolation")]
    public bool? LocalStorageCapacityIsolation { get; set; }
}
