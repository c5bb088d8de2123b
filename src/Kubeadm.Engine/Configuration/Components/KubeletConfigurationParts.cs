using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Configuration.Components;

/// <summary>How long Pods of a priority have to end when the node shuts down.</summary>
public sealed class ShutdownGracePeriodByPodPriority
{
    /// <summary>The lowest priority that this holds for.</summary>
    [ApiField("priority", OmitEmpty = false)]
    public int Priority { get; set; }

    /// <summary>The time, seconds.</summary>
    [ApiField("shutdownGracePeriodSeconds", OmitEmpty = false)]
    public long ShutdownGracePeriodSeconds { get; set; }
}

/// <summary>Memory of a NUMA node that is not for Pods.</summary>
public sealed class MemoryReservation
{
    /// <summary>The NUMA node.</summary>
    [ApiField("numaNode", OmitEmpty = false)]
    public int NumaNode { get; set; }

    /// <summary>The amounts by resource (<c>memory</c>, <c>hugepages-1Gi</c>).</summary>
    [ApiField("limits", OmitEmpty = false)]
    public SortedDictionary<string, Quantity>? Limits { get; set; }
}

/// <summary>Swap for containers.</summary>
public sealed class MemorySwapConfiguration
{
    /// <summary><c>NoSwap</c> or <c>LimitedSwap</c>.</summary>
    [ApiField("swapBehavior")]
    public string SwapBehavior { get; set; } = "";
}

/// <summary>The pause before a container that ended is started again.</summary>
public sealed class CrashLoopBackOffConfig
{
    /// <summary>The longest pause, 1 s to 300 s.</summary>
    [ApiField("maxContainerRestartPeriod")]
    public TimeSpan? MaxContainerRestartPeriod { get; set; }
}

/// <summary>User namespaces.</summary>
public sealed class UserNamespaces
{
    /// <summary>How many user and group ids a Pod gets, a multiple of 65536.</summary>
    [ApiField("idsPerPod")]
    public long? IdsPerPod { get; set; }
}
