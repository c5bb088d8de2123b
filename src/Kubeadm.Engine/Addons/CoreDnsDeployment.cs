using System.Text.Json.Nodes;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Addons;

/// <summary>The Deployment of the CoreDNS addon.</summary>
internal static class CoreDnsDeployment
{
    public const string ConfigVolume = "config-volume";

    /// <summary>The number of Pods where nobody set another.</summary>
    public const int DefaultReplicas = 2;

    public static V1Deployment Of(string image, int replicas) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = new V1ObjectMeta { Name = CoreDnsManifests.Name, NamespaceProperty = ClusterNamespaces.System, Labels = Labels() },
        Spec = new V1DeploymentSpec
        {
            Replicas = replicas,
            Strategy = new V1DeploymentStrategy
            {
                Type = "RollingUpdate",
                RollingUpdate = new V1RollingUpdateDeployment { MaxUnavailable = 1 },
            },
            Selector = new V1LabelSelector { MatchLabels = Labels() },
            Template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta { Labels = Labels() }, Spec = Pod(image) },
        },
        Status = new V1DeploymentStatus(),
    };

    private static Dictionary<string, string> Labels() => new() { [CoreDnsManifests.AppLabel] = CoreDnsManifests.AppName };

    private static V1PodSpec Pod(string image) => new()
    {
        PriorityClassName = "system-cluster-critical",
        ServiceAccountName = CoreDnsManifests.Name,
        Affinity = new V1Affinity { PodAntiAffinity = ApartFromEachOther() },
        Tolerations =
        [
            new V1Toleration { Key = "CriticalAddonsOnly", OperatorProperty = "Exists" },
            new V1Toleration { Key = ClusterNames.ControlPlaneLabel, Effect = "NoSchedule" },
        ],
        NodeSelector = new Dictionary<string, string> { ["kubernetes.io/os"] = "linux" },
        Containers = [Container(image)],
        DnsPolicy = "Default",
        Volumes =
        [
            new V1Volume
            {
                Name = ConfigVolume,
                ConfigMap = new V1ConfigMapVolumeSource
                {
                    Name = CoreDnsManifests.Name,
                    Items = [new V1KeyToPath { Key = CoreDnsManifests.CorefileKey, Path = CoreDnsManifests.CorefileKey }],
                },
            },
        ],
    };

    /// <summary>The strategic merge patch that lets a Deployment read its Corefile from another key of the ConfigMap.</summary>
    public static JsonObject ReadingCorefileFrom(string key) => new()
    {
        ["spec"] = new JsonObject
        {
            ["template"] = new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["volumes"] = new JsonArray(new JsonObject
                    {
                        ["name"] = ConfigVolume,
                        ["configMap"] = new JsonObject
                        {
                            ["name"] = CoreDnsManifests.Name,
                            ["items"] = new JsonArray(new JsonObject { ["key"] = key, ["path"] = CoreDnsManifests.CorefileKey }),
                        },
                    }),
                },
            },
        },
    };

    private static V1PodAntiAffinity ApartFromEachOther() => new()
    {
        PreferredDuringSchedulingIgnoredDuringExecution =
        [
            new V1WeightedPodAffinityTerm
            {
                Weight = 100,
                PodAffinityTerm = new V1PodAffinityTerm
                {
                    LabelSelector = new V1LabelSelector
                    {
                        MatchExpressions =
                        [
                            new V1LabelSelectorRequirement
                            {
                                Key = CoreDnsManifests.AppLabel, OperatorProperty = "In", Values = [CoreDnsManifests.AppName],
                            },
                        ],
                    },
                    TopologyKey = "kubernetes.io/hostname",
                },
            },
        ],
    };

    private static V1Container Container(string image) => new()
    {
        Name = CoreDnsManifests.Name,
        Image = image,
        ImagePullPolicy = "IfNotPresent",
        Resources = new V1ResourceRequirements
        {
            Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new("170Mi") },
            Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("100m"), ["memory"] = new("70Mi") },
        },
        Args = ["-conf", "/etc/coredns/Corefile"],
        VolumeMounts = [new V1VolumeMount { Name = ConfigVolume, MountPath = "/etc/coredns", ReadOnlyProperty = true }],
        Ports =
        [
            Port(53, "dns", "UDP"),
            Port(53, "dns-tcp", "TCP"),
            Port(9153, "metrics", "TCP"),
            Port(8080, "liveness-probe", "TCP"),
            Port(8181, "readiness-probe", "TCP"),
        ],
        LivenessProbe = new V1Probe
        {
            HttpGet = new V1HTTPGetAction { Path = "/health", Port = "liveness-probe", Scheme = "HTTP" },
            InitialDelaySeconds = 60,
            TimeoutSeconds = 5,
            SuccessThreshold = 1,
            FailureThreshold = 5,
        },
        ReadinessProbe = new V1Probe
        {
            HttpGet = new V1HTTPGetAction { Path = "/ready", Port = "readiness-probe", Scheme = "HTTP" },
        },
        SecurityContext = new V1SecurityContext
        {
            AllowPrivilegeEscalation = false,
            Capabilities = new V1Capabilities { Add = ["NET_BIND_SERVICE"], Drop = ["ALL"] },
            ReadOnlyRootFilesystem = true,
        },
    };

    private static V1ContainerPort Port(int port, string name, string protocol) =>
        new() { ContainerPort = port, Name = name, Protocol = protocol };
}
