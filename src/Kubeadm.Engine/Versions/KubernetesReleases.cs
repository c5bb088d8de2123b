namespace Kubeadm.Engine.Versions;

/// <summary>
/// The table of releases: what each minor of kubeadm deploys. A further minor is one more entry.
/// The figures are those that the kubeadm of that minor prints with <c>kubeadm config images list</c>.
/// </summary>
public static class KubernetesReleases
{
    /// <summary>The table.</summary>
    public static ReleaseTable Table { get; } = new(
    [
        new(
            Current: new(1, 35, 6),
            CoreDns: "v1.13.1",
            Pause: "3.10.1",
            DefaultEtcd: "3.6.6-0",
            MinimumExternalEtcd: "3.5.24-0",
            Etcd: new Dictionary<int, string> { [33] = "3.6.6-0", [34] = "3.6.6-0", [35] = "3.6.6-0" }),
        new(
            Current: new(1, 36, 3),
            CoreDns: "v1.14.2",
            Pause: "3.10.2",
            DefaultEtcd: "3.6.8-0",
            MinimumExternalEtcd: "3.5.24-0",
            Etcd: new Dictionary<int, string> { [34] = "3.6.8-0", [35] = "3.6.8-0", [36] = "3.6.8-0" }),
    ]);

    /// <summary>Every release, oldest first.</summary>
    public static IReadOnlyList<KubernetesRelease> All => Table.All;

    /// <summary>The release that this module deploys as: the newest.</summary>
    public static KubernetesRelease Current => Table.Current;

    /// <summary>The version that this module stands for, as an example of one in texts.</summary>
    internal static string Example => Current.Current.ToTag();
}
