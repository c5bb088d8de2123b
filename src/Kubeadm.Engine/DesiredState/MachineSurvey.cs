using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.StaticPods;

namespace Kubeadm.Engine.DesiredState;

/// <summary>What this machine is, by its files.</summary>
internal sealed class MachineSurvey
{
    /// <summary>It is no node.</summary>
    public const string None = "None";

    /// <summary>It is a node without a control plane.</summary>
    public const string Worker = "Worker";

    /// <summary>It is a node of a control plane.</summary>
    public const string ControlPlane = "ControlPlane";

    private MachineSurvey(INode node)
    {
        NodeName = KubeletIdentity.NodeNameOf(node);
        Role = StaticPodReader.IsOnControlPlane(node.Files) ? ControlPlane
            : KubeletIdentity.Find(node.Files, KubernetesPaths.KubeletKubeconfig) is not null ? Worker
            : None;
        ClusterEndpoint = node.Files.FileExists(KubernetesPaths.KubeletKubeconfig)
            ? KubeconfigFile.Parse(node.Files.ReadAllBytes(KubernetesPaths.KubeletKubeconfig), KubernetesPaths.KubeletKubeconfig).CurrentCluster?.Server
            : null;
    }

    /// <summary>The name of its node, or the one that it would have.</summary>
    public string NodeName { get; }

    /// <summary>One of the words above.</summary>
    public string Role { get; }

    /// <summary>The address at which its kubelet reaches the cluster; null where it has none.</summary>
    public string? ClusterEndpoint { get; }

    /// <summary>Looks at the machine.</summary>
    /// <exception cref="KubeadmException"><c>InvalidKubeconfig</c>: the kubelet's cannot be read.</exception>
    public static MachineSurvey Of(EnginePorts ports) => new(ports.Node);
}
