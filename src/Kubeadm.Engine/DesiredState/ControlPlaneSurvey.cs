using k8s.Models;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.History;
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

    private const string UploadConfig = "upload-config/kubeadm";
    private const string Mark = "mark-control-plane";
    private const string Etcd = "etcd/local";
    private const string CoreDns = "addon/coredns";
    private const string KubeProxy = "addon/kube-proxy";

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

    /// <summary>The phases whose results are looked for, as init calls them.</summary>
    public static IEnumerable<string> Phases => [.. Files.Select(file => file.Phase), UploadConfig, Mark, Etcd, CoreDns, KubeProxy];

    /// <summary>The version that its API server's manifest says; null where there is none.</summary>
    public string? Version => _manifests.Find(ComponentNames.ApiServer) is { } pod ? new KubeImage(pod.Spec.Containers[0].Image ?? "").Tag : null;

    /// <summary>Whether it joined a cluster that was there: its etcd member was started as a further one.</summary>
    public bool HasJoined => _manifests.Find(ComponentNames.Etcd)?.Spec.Containers[0].Command?.Contains("--initial-cluster-state=existing") == true;

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
            return (null, [UploadConfig]);
        }

        var kept = await new ClusterConfigurationReader(objects).ReadAsync(cancellationToken);
        var cluster = (await ConfigurationLoader.LoadKeptAsync(kept, ports.Node, LoadOptions.OfCluster, cancellationToken)).Configuration.Cluster;
        var node = await NodeNames.FindAsync(objects, nodeName, cancellationToken);
        List<string> missing = [];
        if (node?.Metadata.Labels is not { } labels || !NodeMarks.ControlPlaneLabels.All(labels.ContainsKey))
        {
            missing.Add(Mark);
        }

        if (cluster.Etcd.Local is not null && !_manifests.Exists(ComponentNames.Etcd))
        {
            missing.Add(Etcd);
        }

        // Many clusters have other add-ons in their place: only where the making was cut off, they are missing.
        if (!WasCutOff())
        {
            return (cluster.KubernetesVersion, missing);
        }

        if (!cluster.Dns.Disabled && await objects.FindAsync<V1Deployment>(ClusterNamespaces.System, ComponentNames.CoreDns, cancellationToken) is null)
        {
            missing.Add(CoreDns);
        }

        if (!cluster.Proxy.Disabled && await objects.FindAsync<V1DaemonSet>(ClusterNamespaces.System, ClusterNames.KubeProxy, cancellationToken) is null)
        {
            missing.Add(KubeProxy);
        }

        return (cluster.KubernetesVersion, missing);
    }

    /// <summary>Whether the last init of this node, by its records, did not come to its end.</summary>
    private bool WasCutOff() => new RunHistory(ports.Node).Read(_ => true).Select(reading => reading.Run)
        .FirstOrDefault(run => run is { Workflow: WorkflowName.Init, RequestedPhases.Count: 0 })?.Outcome is RunOutcome.Failed or RunOutcome.Stopped or RunOutcome.Interrupted;
}
