using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Tests.Versions;

/// <summary>A release that does not exist, to prove that the next one is an entry of the table.</summary>
internal static class MadeUp
{
    /// <summary>The table with the next minor.</summary>
    public static ReleaseTable Table { get; } = KubernetesReleases.Table.With(new KubernetesRelease(
        Current: new(1, 37, 2),
        CoreDns: "v1.15.0",
        Pause: "3.11",
        DefaultEtcd: "3.7.0-0",
        MinimumExternalEtcd: "3.6.0-0",
        Etcd: new Dictionary<int, string> { [35] = "3.6.8-0", [36] = "3.6.8-0", [37] = "3.7.0-0" }));
}
