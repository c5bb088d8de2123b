using k8s.Models;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Operations;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.DesiredState;

/// <summary>How far this machine's control plane is set up: by its files, and by what its cluster has of it.</summary>
/// <param name="ports">The ways to the world.</param>
internal sealed class ControlPlaneSurvey(EnginePorts ports)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    private readonly StaticPodReader _manifests = new(ports.Node.Files, KubernetesPaths.ManifestsDirectory);

    /// <summary>The files that init and join leave alike, by the phases that write them.</summary>
    private static readonly (string Phase, string Path)[] Files =
    [
        ("kubelet-start", KubernetesPaths.KubeletConfiguration),
        ("kubeconfig/kubelet", KubernetesPaths.KubeletKubeconfig),
        ("kubeconfig/admin", KubernetesPaths.AdminKubeconfig),
        ("kubeconfig/controller-manager", $"{KubernetesPaths.ConfigurationDirectory}/controller-manager.conf"),
        ("kubeconfig/scheduler", $"{KubernetesPaths.ConfigurationDirectory}/scheduler.conf"),
        ("control-plane/controller-manager", StaticPodComponents.ManifestPath(KubernetesPaths.ManifestsDirectory, ComponentNames.ControllerManager)),
        ("control-plane/scheduler", StaticPodComponents.ManifestPath(KubernetesPaths.ManifestsDirectory, ComponentNames.Scheduler)),
    ];

    /// <summary>The version that its API server's manifest says; null where there is none.</summary>
    public string? Version => _manifests.Find(ComponentNames.ApiServer) is { } pod ? new KubeImage(pod.Spec.Containers[0].Image ?? "").Tag : null;

    /// <summary>Phases whose files are missing.</summary>
    public IEnumerable<string> MissingFiles => Files.Where(file => !ports.Node.Files.FileExists(file.Path)).Select(file => file.Phase);

    /// <summary>Asks the cluster for its version, and for what it is still without.</summary>
    /// <param name="nodeName">The node's name.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="KubeadmException">The cluster does not answer.</exception>
    public async Task<(string? Version, IReadOnlyList<string> Missing)> AskAsync(string nodeName, CancellationToken cancellationToken)
    {
        using var access = ClusterAccess.Open(
            ports, KubernetesPaths.AdminKubeconfig, TimeSpan.Zero, requestTimeout: RequestTimeout, cancellationToken: cancellationToken);
        var objects = access.Objects;
        if (await objects.FindAsync<V1ConfigMap>(ClusterNamespaces.System, ClusterNames.KubeadmConfig, cancellationToken) is null)
        {
            return (null, ["upload-config/kubeadm"]);
        }

        var kept = await new ClusterConfigurationReader(objects).ReadAsync(cancellationToken);
        var cluster = (await ConfigurationLoader.LoadKeptAsync(kept, ports.Node, LoadOptions.OfCluster, cancellationToken)).Configuration.Cluster;
        var node = await NodeNames.FindAsync(objects, nodeName, cancellationToken);
        List<string> missing = [];
        if (node?.Metadata.Labels is not { } labels || !NodeMarks.ControlPlaneLabels.All(labels.ContainsKey))
        {
            missing.Add("mark-control-plane");
        }

        if (cluster.Etcd.Local is not null && !_manifests.Exists(ComponentNames.Etcd))
        {
            missing.Add("etcd/local");
        }

        if (!cluster.Dns.Disabled && await objects.FindAsync<V1Deployment>(ClusterNamespaces.System, ComponentNames.CoreDns, cancellationToken) is null)
        {
            missing.Add("addon/coredns");
        }

        if (!cluster.Proxy.Disabled && await objects.FindAsync<V1DaemonSet>(ClusterNamespaces.System, ClusterNames.KubeProxy, cancellationToken) is null)
        {
            missing.Add("addon/kube-proxy");
        }

        return (cluster.KubernetesVersion, missing);
    }
}
