namespace Kubeadm.Engine.Versions;

/// <summary>
/// How many minor versions parts of a cluster may be apart
/// (https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/create-cluster-kubeadm/#version-skew-policy and
/// https://kubernetes.io/releases/version-skew-policy/).
/// </summary>
public static class VersionSkew
{
    /// <summary>How far behind kubeadm the oldest control plane is that it deploys.</summary>
    public const int ControlPlaneBehindKubeadm = 1;

    /// <summary>How far one upgrade may lead up.</summary>
    public const int Upgrade = 1;

    /// <summary>How far one downgrade may lead down.</summary>
    public const int Downgrade = 1;

    /// <summary>How far behind its API server a kubelet may be.</summary>
    public const int KubeletBehindControlPlane = 3;
}
