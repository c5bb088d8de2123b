namespace Kubeadm.Engine.Versions;

/// <summary>The versions of Kubernetes from which a rule about nodes holds or no longer does.</summary>
public static class KubernetesMilestones
{
    /// <summary>kube-proxy needs the program conntrack no longer.</summary>
    public static KubernetesVersion ConntrackNotNeeded { get; } = new(1, 32, 0);

    /// <summary>The kubelet refuses cgroups v1 unless it is told not to (KEP-5573); previews too.</summary>
    public static KubernetesVersion CgroupV1Refused { get; } = new(1, 35, 0, "0");

    /// <summary>The kubelet relies on the runtime's cgroup driver (KEP-4033).</summary>
    public static KubernetesVersion RuntimeCgroupDriverNeeded { get; } = new(1, 37, 0);
}
