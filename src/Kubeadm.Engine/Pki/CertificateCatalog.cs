using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Pki;

/// <summary>The certificates that kubeadm keeps, in the order of <c>kubeadm init phase certs all</c>: each authority before what it issues.</summary>
/// <remarks>The list is that of kubeadm's documentation, "PKI certificates and requirements".</remarks>
public static class CertificateCatalog
{
    /// <summary>Name of the cluster's authority.</summary>
    public const string ClusterAuthority = "ca";

    /// <summary>Name of the front proxy's authority.</summary>
    public const string FrontProxyAuthority = "front-proxy-ca";

    /// <summary>Name of etcd's authority.</summary>
    public const string EtcdAuthority = "etcd-ca";

    /// <summary>Name of the key pair that signs service account tokens; it has no certificate.</summary>
    public const string ServiceAccount = "sa";

    /// <summary>How far back a validity begins, so that clocks may differ a little.</summary>
    public static TimeSpan Backdate { get; } = TimeSpan.FromMinutes(5);

    /// <summary>All certificates.</summary>
    public static IReadOnlyList<CertificateSpec> All { get; } =
    [
        new(ClusterAuthority, "ca", "Authority of the cluster's identities") { CommonName = "kubernetes" },
        new("apiserver", "apiserver", "Serves the Kubernetes API")
        {
            AuthorityName = ClusterAuthority,
            CommonName = "kube-apiserver",
            Usages = CertificateUsages.Server,
            Names = ServingNames.ApiServer,
        },
        new("apiserver-kubelet-client", "apiserver-kubelet-client", "Identifies the API server to kubelets")
        {
            AuthorityName = ClusterAuthority,
            CommonName = "kube-apiserver-kubelet-client",
            Usages = CertificateUsages.Client,
        },
        new(FrontProxyAuthority, "front-proxy-ca", "Authority of the front proxy") { CommonName = "front-proxy-ca" },
        new("front-proxy-client", "front-proxy-client", "Identifies the API server to aggregated API servers")
        {
            AuthorityName = FrontProxyAuthority,
            CommonName = "front-proxy-client",
            Usages = CertificateUsages.Client,
        },
        new(EtcdAuthority, "etcd/ca", "Authority of etcd") { CommonName = "etcd-ca" },
        new("etcd-server", "etcd/server", "Serves etcd to its clients")
        {
            AuthorityName = EtcdAuthority,
            Usages = CertificateUsages.Server | CertificateUsages.Client,
            Names = ServingNames.EtcdServer,
        },
        new("etcd-peer", "etcd/peer", "Identifies etcd members to one another")
        {
            AuthorityName = EtcdAuthority,
            Usages = CertificateUsages.Server | CertificateUsages.Client,
            Names = ServingNames.EtcdPeer,
        },
        new("etcd-healthcheck-client", "etcd/healthcheck-client", "Identifies etcd's health probe to etcd")
        {
            AuthorityName = EtcdAuthority,
            CommonName = "kube-etcd-healthcheck-client",
            Usages = CertificateUsages.Client,
        },
        new("apiserver-etcd-client", "apiserver-etcd-client", "Identifies the API server to etcd")
        {
            AuthorityName = EtcdAuthority,
            CommonName = "kube-apiserver-etcd-client",
            Usages = CertificateUsages.Client,
        },
    ];

    /// <summary>The certificates of a cluster: those for etcd only where etcd is not run by others.</summary>
    public static IReadOnlyList<CertificateSpec> For(ClusterConfiguration cluster) =>
        cluster.Etcd.External is null ? All : [.. All.Where(spec => !spec.IsForEtcd)];

    /// <summary>The certificate of a name.</summary>
    /// <exception cref="KubeadmException">There is none (<c>UnknownCertificate</c>).</exception>
    public static CertificateSpec Find(string name) =>
        All.FirstOrDefault(spec => spec.Name == name)
        ?? throw PkiErrors.UnknownCertificate(name, "one of the cluster's certificates", string.Join(", ", All.Select(spec => spec.Name)));

    /// <summary>How long leaf certificates of the cluster are valid.</summary>
    public static TimeSpan LeafValidity(ClusterConfiguration cluster) => cluster.CertificateValidityPeriod ?? TimeSpan.FromDays(365);

    /// <summary>When leaf certificates of the cluster end that are issued now.</summary>
    /// <exception cref="KubeadmException">The configuration's period is none (<c>InvalidValidityPeriod</c>).</exception>
    internal static DateTimeOffset LeafEnd(ClusterConfiguration cluster, DateTimeOffset now) =>
        ValidityPeriod.EndOf(now, LeafValidity(cluster), "certificateValidityPeriod");

    /// <summary>When authorities of the cluster end that are created now.</summary>
    /// <exception cref="KubeadmException">The configuration's period is none (<c>InvalidValidityPeriod</c>).</exception>
    internal static DateTimeOffset AuthorityEnd(ClusterConfiguration cluster, DateTimeOffset now) =>
        ValidityPeriod.EndOf(now, cluster.CaCertificateValidityPeriod ?? TimeSpan.FromDays(3650), "caCertificateValidityPeriod");
}
