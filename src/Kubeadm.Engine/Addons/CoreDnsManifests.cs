using System.Text.Json.Nodes;
using k8s.Models;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Serialization.Kubernetes;

namespace Kubeadm.Engine.Addons;

/// <summary>The objects of the CoreDNS addon.</summary>
internal static class CoreDnsManifests
{
    public const string Name = ComponentNames.CoreDns;
    public const string CorefileKey = "Corefile";

    /// <summary>The key in the ConfigMap for the Corefile before its last migration.</summary>
    public const string FormerCorefileKey = "Corefile-backup";

    public const string AppLabel = "k8s-app";
    public const string AppName = "kube-dns";
    private const string RoleName = "system:coredns";

    /// <summary>The ConfigMap with the default Corefile.</summary>
    public static V1ConfigMap ConfigMap(string dnsDomain)
    {
        string[] lines =
        [
            ".:53 {",
            "    errors",
            "    health {",
            "       lameduck 5s",
            "    }",
            "    ready",
            $"    kubernetes {dnsDomain} in-addr.arpa ip6.arpa {{",
            "       pods insecure",
            "       fallthrough in-addr.arpa ip6.arpa",
            "       ttl 30",
            "    }",
            "    prometheus :9153",
            "    forward . /etc/resolv.conf {",
            "       max_concurrent 1000",
            "    }",
            "    cache 30 {",
            $"       disable success {dnsDomain}",
            $"       disable denial {dnsDomain}",
            "    }",
            "    loop",
            "    reload",
            "    loadbalance",
            "}",
        ];
        return ConfigMaps.Of(ClusterNamespaces.System, Name, (CorefileKey, string.Join('\n', lines) + "\n"));
    }

    public static V1ClusterRole ClusterRole() => new()
    {
        Metadata = new V1ObjectMeta { Name = RoleName },
        Rules =
        [
            new V1PolicyRule { ApiGroups = [""], Resources = ["endpoints", "services", "pods", "namespaces"], Verbs = ["list", "watch"] },
            new V1PolicyRule { ApiGroups = ["discovery.k8s.io"], Resources = ["endpointslices"], Verbs = ["list", "watch"] },
        ],
    };

    public static V1ClusterRoleBinding ClusterRoleBinding() =>
        Rights.BindCluster(RoleName, RoleName, Rights.ServiceAccount(ClusterNamespaces.System, Name));

    public static V1ServiceAccount ServiceAccount() => new()
    {
        Metadata = new V1ObjectMeta { Name = Name, NamespaceProperty = ClusterNamespaces.System },
    };

    public static V1Service Service(string address) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = AppName,
            NamespaceProperty = ClusterNamespaces.System,
            Labels = new Dictionary<string, string>
            {
                [AppLabel] = AppName,
                ["kubernetes.io/cluster-service"] = "true",
                ["kubernetes.io/name"] = "CoreDNS",
            },
            Annotations = new Dictionary<string, string> { ["prometheus.io/port"] = "9153", ["prometheus.io/scrape"] = "true" },

            // kubeadm says so to be let update a Service without looking at it first; it is part of what it creates.
            ResourceVersion = "0",
        },
        Spec = new V1ServiceSpec
        {
            ClusterIP = address,
            Ports = [Port("dns", 53, "UDP"), Port("dns-tcp", 53, "TCP"), Port("metrics", 9153, "TCP")],
            Selector = new Dictionary<string, string> { [AppLabel] = AppName },
        },
        Status = new V1ServiceStatus { LoadBalancer = new V1LoadBalancerStatus() },
    };

    /// <summary>The Deployment, patched where a person wants it so.</summary>
    /// <exception cref="KubeadmException"><c>InvalidManifest</c>: what the patches make of it is not a Deployment.</exception>
    public static V1Deployment Deployment(CoreDnsSettings settings, int replicas)
    {
        var plain = CoreDnsDeployment.Of(settings.Image, replicas);
        return settings.PatchDeployment is { } patch ? Read(patch(ApiJson.Of(plain))) : plain;
    }

    /// <summary>The Deployment that takes the place of another, with what people gave that one, and on top of it a person's patches.</summary>
    /// <returns>The Deployment, and the fields that were kept.</returns>
    /// <exception cref="KubeadmException"><c>InvalidManifest</c>: what the patches make of it is not a Deployment.</exception>
    public static (V1Deployment Deployment, IReadOnlyList<string> Kept) Deployment(CoreDnsSettings settings, V1Deployment deployed)
    {
        var plain = ApiJson.Of(CoreDnsDeployment.Of(settings.Image, deployed.Spec?.Replicas ?? CoreDnsDeployment.DefaultReplicas));
        var patched = settings.PatchDeployment?.Invoke(plain.DeepClone().AsObject());
        var wanted = plain.DeepClone().AsObject();
        var kept = new KeptCustoms(Name, FormerDefaults.CoreDns).Keep(wanted, ApiJson.Of(deployed), patched);
        if (kept.Count == 0)
        {
            return (Read(patched ?? plain), kept);
        }

        var result = settings.PatchDeployment?.Invoke(wanted) ?? wanted;
        KeptCustoms.RemoveDuplicates(result);
        return (Read(result), kept);
    }

    private static V1Deployment Read(JsonObject document)
    {
        var deployment = ModelDocument.ReadDeployment(document, "the patched Deployment of CoreDNS");
        Complete(deployment);
        return deployment;
    }

    // Kubernetes' own encoding writes these parts even when nothing is in them, also where a patch brought them in.
    private static void Complete(V1Deployment deployment)
    {
        deployment.Status ??= new V1DeploymentStatus();
        deployment.Spec ??= new V1DeploymentSpec();
        deployment.Spec.Strategy ??= new V1DeploymentStrategy();
        deployment.Spec.Template ??= new V1PodTemplateSpec();
        deployment.Spec.Template.Metadata ??= new V1ObjectMeta();
        deployment.Spec.Template.Spec ??= new V1PodSpec();
        var pod = deployment.Spec.Template.Spec;
        foreach (var container in (pod.Containers ?? []).Concat(pod.InitContainers ?? []))
        {
            container.Resources ??= new V1ResourceRequirements();
        }
    }

    private static V1ServicePort Port(string name, int port, string protocol) =>
        new() { Name = name, Port = port, Protocol = protocol, TargetPort = port };
}
