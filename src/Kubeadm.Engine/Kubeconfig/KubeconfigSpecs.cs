using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>The kubeconfigs that kubeadm keeps, in the order of <c>kubeadm init phase kubeconfig all</c>.</summary>
public static class KubeconfigSpecs
{
    /// <summary>The group that has all rights, always.</summary>
    public const string SuperUsersGroup = "system:masters";

    /// <summary>The names of the kubeconfigs as phases.</summary>
    public static IReadOnlyList<string> Names { get; } = ["admin", "super-admin", "kubelet", "controller-manager", "scheduler"];

    /// <summary>The names of their files, in the same order.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [.. Names.Select(name => $"{name}.conf")];

    /// <summary>Those of a control plane that joins: the break-glass one stays with the first, and the kubelet makes its own.</summary>
    public static IReadOnlyList<string> NamesForJoin { get; } = ["admin", "controller-manager", "scheduler"];

    /// <summary>The kubeconfigs of a node that is initialised. Its kubelet and its own components go to its own API server.</summary>
    /// <param name="configuration">The configuration, with its defaults.</param>
    /// <param name="now">The time from which validity counts.</param>
    public static IReadOnlyList<KubeconfigSpec> For(InitConfiguration configuration, DateTimeOffset now) =>
        For(configuration, now, ControlPlaneEndpoint.LocalUrl(configuration.LocalApiEndpoint));

    /// <summary>The kubeconfigs for an authority that is kept elsewhere to sign: there the kubelet goes to the stable endpoint.</summary>
    internal static IReadOnlyList<KubeconfigSpec> ForRequests(InitConfiguration configuration, DateTimeOffset now) =>
        For(configuration, now, ControlPlaneEndpoint.Url(configuration));

    /// <summary>The client certificate of a user of the cluster.</summary>
    internal static CertificateProfile Client(
        ClusterConfiguration cluster, string name, IReadOnlyList<string> groups, DateTimeOffset notAfter) => new()
        {
            CommonName = name,
            Organizations = groups,
            Usages = CertificateUsages.Client,
            NotAfter = notAfter,
            Algorithm = KeyAlgorithms.Of(cluster),
        };

    private static List<KubeconfigSpec> For(InitConfiguration configuration, DateTimeOffset now, string kubeletServer)
    {
        var controlPlane = ControlPlaneEndpoint.Url(configuration);
        var local = ControlPlaneEndpoint.LocalUrl(configuration.LocalApiEndpoint);
        var notAfter = CertificateCatalog.LeafEnd(configuration.Cluster, now);
        CertificateProfile Profile(string name, params string[] groups) => Client(configuration.Cluster, name, groups, notAfter);
        return
        [
            new("admin", "admin.conf", controlPlane, Profile("kubernetes-admin", ClusterNames.ClusterAdmins)),
            new("super-admin", "super-admin.conf", controlPlane, Profile("kubernetes-super-admin", SuperUsersGroup)),
            new("kubelet", "kubelet.conf", kubeletServer, Profile($"system:node:{configuration.NodeRegistration.Name}", ClusterNames.NodesGroup)),
            new("controller-manager", "controller-manager.conf", local, Profile("system:kube-controller-manager")),
            new("scheduler", "scheduler.conf", local, Profile("system:kube-scheduler")),
        ];
    }
}
