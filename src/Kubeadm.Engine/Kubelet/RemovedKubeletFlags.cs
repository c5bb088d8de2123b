namespace Kubeadm.Engine.Kubelet;

/// <summary>
/// Flags of the kubelet that kubeadm wrote into <c>kubeadm-flags.env</c> once and that kubelets no longer take: one that finds such a
/// flag there does not start. A further one is one more entry.
/// </summary>
public static class RemovedKubeletFlags
{
    /// <summary>The names, each with the minor release of Kubernetes 1 whose kubelet was the first to refuse it (Kubernetes' changelogs).</summary>
    public static IReadOnlyDictionary<string, int> All { get; } = new Dictionary<string, int>
    {
        ["network-plugin"] = 24,
        ["container-runtime"] = 27,
        ["pod-infra-container-image"] = 35,
    };

    /// <summary>Whether a flag, with its value or without, is one of them.</summary>
    public static bool Contains(string flag)
    {
        ArgumentNullException.ThrowIfNull(flag);
        return All.ContainsKey(flag.TrimStart('-').Split('=')[0]);
    }
}
