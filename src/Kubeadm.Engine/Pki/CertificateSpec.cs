using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Pki;

/// <summary>One of the certificates that kubeadm keeps in its folder.</summary>
/// <param name="Name">Its name on the command line and as a phase: <c>apiserver</c>, <c>etcd-server</c>.</param>
/// <param name="BaseName">Its files' path below the folder, without suffix: <c>apiserver</c>, <c>etcd/server</c>.</param>
/// <param name="Description">What it is for.</param>
public sealed record CertificateSpec(string Name, string BaseName, string Description)
{
    /// <summary>The name of the authority that issues it; null for an authority.</summary>
    public string? AuthorityName { get; init; }

    /// <summary>The subject's common name; null means the node's name.</summary>
    public string? CommonName { get; init; }

    /// <summary>What it may be used for.</summary>
    public CertificateUsages Usages { get; init; }

    /// <summary>The names it is valid for.</summary>
    public Func<InitConfiguration, AlternativeNames> Names { get; init; } = static _ => AlternativeNames.None;

    /// <summary>Whether it is an authority.</summary>
    public bool IsAuthority => AuthorityName is null;

    /// <summary>Whether it is a part of etcd, and so not made where etcd is run by others.</summary>
    public bool IsForEtcd => Name == CertificateCatalog.EtcdAuthority || AuthorityName == CertificateCatalog.EtcdAuthority;

    /// <summary>The concrete certificate for a configuration.</summary>
    /// <param name="configuration">The configuration, with its defaults.</param>
    /// <param name="now">The time from which its validity counts.</param>
    public CertificateProfile ProfileFor(InitConfiguration configuration, DateTimeOffset now) => new()
    {
        CommonName = CommonName ?? configuration.NodeRegistration.Name,
        Usages = Usages,
        Names = Names(configuration),
        NotBefore = now - CertificateCatalog.Backdate,
        NotAfter = IsAuthority
            ? CertificateCatalog.AuthorityEnd(configuration.Cluster, now)
            : CertificateCatalog.LeafEnd(configuration.Cluster, now),
        Algorithm = KeyAlgorithms.Of(configuration.Cluster),
    };
}
