using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.StaticPods;

/// <summary>What the static Pods of a control plane have in common.</summary>
internal static class PodTemplate
{
    /// <summary>The value of the priority class <c>system-node-critical</c>.</summary>
    private const int NodeCriticalPriority = 2000001000;

    /// <summary>Creates the Pod of one container on the host's network.</summary>
    public static V1Pod Create(V1Container container, IList<V1Volume> volumes, IDictionary<string, string>? annotations = null) => new()
    {
        ApiVersion = "v1",
        Kind = "Pod",
        Metadata = new V1ObjectMeta
        {
            Name = container.Name,
            NamespaceProperty = ClusterNamespaces.System,
            Labels = new Dictionary<string, string> { ["component"] = container.Name, ["tier"] = "control-plane" },
            Annotations = annotations,
        },
        Spec = new V1PodSpec
        {
            Containers = [container],
            Priority = NodeCriticalPriority,
            PriorityClassName = "system-node-critical",
            HostNetwork = true,
            Volumes = volumes,
            SecurityContext = new V1PodSecurityContext { SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" } },
        },
    };

    /// <summary>What a container asks of the scheduler.</summary>
    public static V1ResourceRequirements Requests(string cpu, string? memory = null)
    {
        Dictionary<string, ResourceQuantity> requests = new() { ["cpu"] = new ResourceQuantity(cpu) };
        if (memory is not null)
        {
            requests["memory"] = new ResourceQuantity(memory);
        }

        return new V1ResourceRequirements { Requests = requests };
    }
}
