namespace Kubeadm.Engine.Versions;

/// <summary>What one minor release of kubeadm deploys.</summary>
/// <param name="Current">The newest patch release this module knows, which also stands for labels when the release server cannot be reached.</param>
/// <param name="CoreDns">The tag of the CoreDNS image.</param>
/// <param name="Pause">The tag of the pause image.</param>
/// <param name="DefaultEtcd">The tag of the etcd image where <paramref name="Etcd"/> says nothing.</param>
/// <param name="MinimumExternalEtcd">The oldest etcd that may run outside of the cluster.</param>
/// <param name="Etcd">Minor versions of the control plane, each with the tag of its etcd image.</param>
public sealed record KubernetesRelease(
    KubernetesVersion Current,
    string CoreDns,
    string Pause,
    string DefaultEtcd,
    string MinimumExternalEtcd,
    IReadOnlyDictionary<int, string> Etcd)
{
    /// <summary>
    /// The oldest control plane that can be deployed: one minor behind
    /// (https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/create-cluster-kubeadm/#version-skew-policy).
    /// </summary>
    public KubernetesVersion MinimumControlPlane => Current.SkewedMinor(-VersionSkew.ControlPlaneBehindKubeadm);

    /// <summary>The oldest kubelet that may run: three minors behind (same page).</summary>
    public KubernetesVersion MinimumKubelet => Current.SkewedMinor(-VersionSkew.KubeletBehindControlPlane);

    /// <summary>
    /// The etcd that goes with a control plane. A minor that is not in the table gets the nearest one's, with a warning.
    /// </summary>
    public (string Tag, string? Warning) EtcdFor(KubernetesVersion controlPlane)
    {
        if (Etcd.TryGetValue(controlPlane.Minor, out var tag))
        {
            return (tag, null);
        }

        var nearest = controlPlane.Minor < Etcd.Keys.Min() ? Etcd.Keys.Min() : Etcd.Keys.Max();
        var fallback = Etcd[nearest];
        return (fallback, $"No etcd version is known for Kubernetes {controlPlane.ToTag()}; using that of 1.{nearest}, {fallback}.");
    }
}
