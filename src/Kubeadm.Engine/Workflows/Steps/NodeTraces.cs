using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;

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
            new([FileAvailableCheck.NameOf(StaticPodComponents.ManifestPath(KubernetesPaths.ManifestsDirectory, component)), .. further], _ => Task.FromResult(isOwn(component)));

        yield return Manifest(ComponentNames.ApiServer, PortCheck.NameOf(configuration.LocalApiEndpoint.BindPort));
        yield return Manifest(ComponentNames.ControllerManager, PortCheck.NameOf(ComponentPorts.ControllerManager));
        yield return Manifest(ComponentNames.Scheduler, PortCheck.NameOf(ComponentPorts.Scheduler));
        if (configuration.Cluster.Etcd.Local is { } etcd)
        {
            yield return Manifest(ComponentNames.Etcd, PortCheck.NameOf(ComponentPorts.EtcdClient), PortCheck.NameOf(ComponentPorts.EtcdPeer), DirectoryAvailableCheck.NameOf(etcd.DataDir));
        }
    }

    /// <summary>The kubelet's port, which is its own when its files are as this run would write them.</summary>
    public static OwnTrace Kubelet(NodeKubeletFiles files) => new([PortCheck.NameOf(ComponentPorts.Kubelet)], files.AreOnAsync);
}
