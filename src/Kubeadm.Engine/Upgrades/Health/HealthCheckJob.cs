using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>The Job by which kubeadm finds out whether a cluster takes work: its Pod prints a version and ends.</summary>
internal static class HealthCheckJob
{
    /// <summary>What its name begins with; the name of its container.</summary>
    public const string Name = "upgrade-health-check";

    private const int User = 999;

    /// <summary>How long it is waited for.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(1);

    /// <summary>How much longer the cluster lets it run, and keeps it when it has ended.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>The Job.</summary>
    /// <param name="image">The image of its Pod.</param>
    /// <param name="now">The time, which its name ends with.</param>
    public static V1Job Create(string image, DateTimeOffset now)
    {
        var seconds = (int)(Limit + Margin).TotalSeconds;
        return new V1Job
        {
            ApiVersion = "batch/v1",
            Kind = "Job",
            Metadata = new V1ObjectMeta { Name = $"{Name}-{now.ToUnixTimeMilliseconds()}", NamespaceProperty = ClusterNamespaces.System },
            Spec = new V1JobSpec
            {
                BackoffLimit = 0,
                TtlSecondsAfterFinished = seconds,
                ActiveDeadlineSeconds = seconds,
                Template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta(), Spec = Pod(image) },
            },
            Status = new V1JobStatus(),
        };
    }

    private static V1PodSpec Pod(string image) => new()
    {
        RestartPolicy = "Never",
        SecurityContext = new V1PodSecurityContext { RunAsUser = User, RunAsGroup = User, RunAsNonRoot = true },
        Tolerations = [new V1Toleration { Key = ClusterNames.ControlPlaneLabel, Effect = "NoSchedule" }],
        Containers = [new V1Container { Name = Name, Image = image, Args = ["-v"], Resources = new V1ResourceRequirements() }],
    };
}
