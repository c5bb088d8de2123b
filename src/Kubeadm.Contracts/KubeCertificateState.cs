namespace Kubeadm;

/// <summary>A certificate of this node, as it is wanted or is.</summary>
public sealed record KubeCertificateState : KubeResourceState
{
    /// <summary>Its name: apiserver, etcd-server, admin.conf.</summary>
    [ResourceProperty(IsKey = true)]
    public string? Name { get; init; }

    /// <summary>The time that must be left of its validity; with less it is renewed. Without it, one that has not ended will do.</summary>
    [ResourceProperty(IsDuration = true)]
    public string? RenewBefore { get; init; }

    /// <summary>Whether the components that use it are started again when it was renewed. Without it, they go on with the former one.</summary>
    public bool? Restart { get; init; }

    /// <summary>The folder of certificates. Without it, the one of the configuration.</summary>
    [ResourceProperty(IsPath = true)]
    public string? CertificatesDir { get; init; }

    /// <summary>The kubeadm configuration file by which it is made where it is not there. Without it, the cluster's configuration is used, and nothing is made.</summary>
    [ResourceProperty(IsPath = true)]
    public string? Config { get; init; }

    /// <summary>The kubeconfig for asking the cluster for its configuration. Without it, the administrator's.</summary>
    [ResourceProperty(IsPath = true)]
    public string? Kubeconfig { get; init; }

    /// <summary>The file that it is in.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public string? Path { get; init; }

    /// <summary>The subject.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public string? Subject { get; init; }

    /// <summary>The DNS names that it is valid for, then the IP addresses.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public KubeList<string>? Names { get; init; }

    /// <summary>The start of its validity, UTC.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public DateTime? NotBefore { get; init; }

    /// <summary>The end of its validity, UTC.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public DateTime? NotAfter { get; init; }

    /// <summary>The whole days that are left; negative when it has expired.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public int? DaysLeft { get; init; }

    /// <summary>Why it could not be read, though it is there.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public string? Problem { get; init; }

    /// <summary>The certificate that was found.</summary>
    internal KubeCertificate? Found { get; init; }

    internal override string? Key => Name;
}
