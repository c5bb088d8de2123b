using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.StaticPods;

namespace Kubeadm.Engine.DesiredState;

/// <summary>What this machine is, by its files.</summary>
internal sealed class MachineSurvey
{
    private MachineSurvey(INode node, bool takesBroken)
    {
        var isBroken = false;
        try
        {
            ClusterEndpoint = EndpointOf(node.Files);
        }
        catch (KubeadmException) when (takesBroken)
        {
            isBroken = true;
        }

        NodeName = KubeletIdentity.NodeNameOf(node);
        Role = StaticPodReader.IsOnControlPlane(node.Files) ? MachineRole.ControlPlane
            : (isBroken || KubeletIdentity.Find(node.Files, KubernetesPaths.KubeletKubeconfig) is not null) && !IsBegun(node.Files) ? MachineRole.Worker
            : MachineRole.None;
    }

    /// <summary>The name of its node, or the one that it would have.</summary>
    public string NodeName { get; }

    /// <summary>A word of <see cref="MachineRole"/>.</summary>
    public string Role { get; }

    /// <summary>The address at which its kubelet reaches the cluster; null where it has none.</summary>
    public string? ClusterEndpoint { get; }

    /// <summary>Whether the making of a control plane was cut off before its manifests: only such a node has the administrator's kubeconfig and the authority's key.</summary>
    private static bool IsBegun(INodeFileSystem files) =>
        files.FileExists(KubernetesPaths.AdminKubeconfig) && files.FileExists($"{KubernetesPaths.CertificatesDirectory}/ca.key");

    private static string? EndpointOf(INodeFileSystem files) => files.FileExists(KubernetesPaths.KubeletKubeconfig)
        ? KubeconfigFile.Parse(files.ReadAllBytes(KubernetesPaths.KubeletKubeconfig), KubernetesPaths.KubeletKubeconfig).CurrentCluster?.Server
        : null;

    /// <summary>Looks at the machine.</summary>
    /// <param name="ports">The ways to the world.</param>
    /// <param name="takesBroken">Whether a machine whose kubelet has a kubeconfig that cannot be read is a node all the same: it can be taken away.</param>
    /// <exception cref="KubeadmException"><c>InvalidKubeconfig</c>: the kubelet's cannot be read.</exception>
    public static MachineSurvey Of(EnginePorts ports, bool takesBroken) => new(ports.Node, takesBroken);
}
