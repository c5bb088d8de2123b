using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.StaticPods;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>The traces that every workflow leaves that makes a node: manifests and the kubelet's files, and the ports of what runs from them.</summary>
internal static class NodeTraces
{
    /// <summary>The control plane's manifests and ports.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="isOwn">Whether a component's manifest is exactly what this run would write.</param>
    public static IEnumerable<OwnTrace> ControlPlane(InitConfiguration configuration, Func<string, bool> isOwn)
    {
        OwnTrace Manifest(string component, params string[] further) =>
            new([FileCheck(ControlPlaneComponents.ManifestPath(KubernetesPaths.ManifestsDirectory, component)), .. further], _ => Task.FromResult(isOwn(component)));

        yield return Manifest(ControlPlaneComponents.ApiServer, FormattableString.Invariant($"Port-{configuration.LocalApiEndpoint.BindPort}"));
        yield return Manifest(ControlPlaneComponents.ControllerManager, "Port-10257");
        yield return Manifest(ControlPlaneComponents.Scheduler, "Port-10259");
        if (configuration.Cluster.Etcd.Local is { } etcd)
        {
            yield return Manifest(ControlPlaneComponents.Etcd, "Port-2379", "Port-2380", $"DirAvailable-{etcd.DataDir.Replace('/', '-')}");
        }
    }

    /// <summary>The kubelet's port, which is its own when its files are as this run would write them.</summary>
    public static OwnTrace Kubelet(NodeKubeletFiles files) => new(["Port-10250"], files.AreOnAsync);

    /// <summary>The check that a file is not there yet.</summary>
    public static string FileCheck(string path) => $"FileAvailable-{path.Replace('/', '-')}";
}
