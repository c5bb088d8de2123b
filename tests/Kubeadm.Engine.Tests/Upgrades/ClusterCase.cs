using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Tests.Upgrades;

/// <summary>A cluster whose objects a test makes.</summary>
/// <param name="clock">The clock; null means the system's.</param>
internal sealed class ClusterCase(TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    public InMemoryApiServer Server { get; } = new(clock ?? TimeProvider.System);

    public ApiObjects Connect(params DelegatingHandler[] handlers) => new(Server.CreateClient(handlers), new ApiRetry(TimeSpan.Zero, _clock));

    public ClusterCase Node(string name, string kubelet = "v1.35.6", bool controlPlane = false, bool ready = true, bool cordoned = false)
    {
        Seed("nodes", new V1Node
        {
            ApiVersion = "v1",
            Kind = "Node",
            Metadata = new V1ObjectMeta { Name = name, Labels = controlPlane ? new Dictionary<string, string> { [ClusterNames.ControlPlaneLabel] = "" } : null },
            Spec = new V1NodeSpec { Unschedulable = cordoned ? true : null },
            Status = new V1NodeStatus
            {
                NodeInfo = new V1NodeSystemInfo
                {
                    KubeletVersion = kubelet, Architecture = "", BootID = "", ContainerRuntimeVersion = "", KernelVersion = "", KubeProxyVersion = "", MachineID = "",
                    OperatingSystem = "", OsImage = "", SystemUUID = "",
                },
                Conditions = [new V1NodeCondition { Type = "Ready", Status = ready ? "True" : "Unknown" }],
            },
        });
        return this;
    }

    public ClusterCase StaticPod(string component, string node, string image)
    {
        Seed("pods", new V1Pod
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = new V1ObjectMeta
            {
                Name = $"{component}-{node}",
                NamespaceProperty = ClusterNamespaces.System,
                Labels = new Dictionary<string, string> { ["component"] = component, ["tier"] = "control-plane" },
            },
            Spec = new V1PodSpec { NodeName = node, Containers = [new V1Container { Name = component, Image = image }] },
        });
        return this;
    }

    public void Seed(string resource, object value) => Server.Seed(resource, JsonNode.Parse(KubernetesJson.Serialize(value))!.AsObject());
}
