using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.StaticPods;

/// <summary>The components that run as static Pods.</summary>
public static class StaticPodComponents
{
    /// <summary>The components other than etcd, in the order in which they are made.</summary>
    public static IReadOnlyList<string> ControlPlane { get; } = [ComponentNames.ApiServer, ComponentNames.ControllerManager, ComponentNames.Scheduler];

    /// <summary>All of them, a local etcd last.</summary>
    public static IReadOnlyList<string> All { get; } = [.. ControlPlane, ComponentNames.Etcd];

    /// <summary>Where a component's manifest is.</summary>
    /// <param name="manifestsDirectory">The kubelet's folder of static Pod manifests.</param>
    /// <param name="component">The component.</param>
    public static string ManifestPath(string manifestsDirectory, string component) => $"{manifestsDirectory}/{component}.yaml";
}
