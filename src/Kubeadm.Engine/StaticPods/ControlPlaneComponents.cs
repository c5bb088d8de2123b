namespace Kubeadm.Engine.StaticPods;

/// <summary>The components that run as static Pods. Their names are those of Pods, containers, manifests and patch targets.</summary>
public static class ControlPlaneComponents
{
    /// <summary>The API server.</summary>
    public const string ApiServer = "kube-apiserver";

    /// <summary>The controller manager.</summary>
    public const string ControllerManager = "kube-controller-manager";

    /// <summary>The scheduler.</summary>
    public const string Scheduler = "kube-scheduler";

    /// <summary>etcd.</summary>
    public const string Etcd = "etcd";

    /// <summary>The components other than etcd, in the order in which they are made.</summary>
    public static IReadOnlyList<string> ControlPlane { get; } = [ApiServer, ControllerManager, Scheduler];

    /// <summary>Where a component's manifest is.</summary>
    /// <param name="manifestsDirectory">The kubelet's folder of static Pod manifests.</param>
    /// <param name="component">The component.</param>
    public static string ManifestPath(string manifestsDirectory, string component) => $"{manifestsDirectory}/{component}.yaml";
}
