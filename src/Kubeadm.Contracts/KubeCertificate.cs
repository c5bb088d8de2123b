namespace Kubeadm;

/// <summary>A certificate that kubeadm looks after, or the key pair of the service accounts, which has none. Holds no secret.</summary>
public sealed record KubeCertificate
{
    /// <summary>Its name: <c>apiserver</c>, <c>etcd-ca</c>, <c>admin.conf</c>, <c>sa</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What was done to it, a word of <see cref="ChangeAction"/>; null where it was only looked at.</summary>
    public string? Action { get; init; }

    /// <summary>The file that it is in; for the service accounts' key pair that of the public key.</summary>
    public required string Path { get; init; }

    /// <summary>The file of its private key. A kubeconfig holds both. An external authority has none here.</summary>
    public required string KeyPath { get; init; }

    /// <summary>The name of the authority that issues it; null for an authority and for the service accounts' key pair.</summary>
    public string? AuthorityName { get; init; }

    /// <summary>Whether it is an authority.</summary>
    public bool IsAuthority { get; init; }

    /// <summary>Whether it is not there. What follows is then empty.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Why it could not be read, though it is there; null when it could. What follows is then empty.</summary>
    public string? Problem { get; init; }

    /// <summary>The subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The issuer.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>The DNS names that it is valid for, then the IP addresses.</summary>
    public KubeList<string> Names { get; init; } = [];

    /// <summary>The start of its validity, UTC; null where there is no certificate.</summary>
    public DateTime? NotBefore { get; init; }

    /// <summary>The end of its validity, UTC; null where there is no certificate.</summary>
    public DateTime? NotAfter { get; init; }

    /// <summary>The time that is left of its validity when it was read; negative when it has expired.</summary>
    public TimeSpan? ResidualTime { get; init; }

    /// <summary>The whole days that are left; negative when it has expired.</summary>
    public int? DaysLeft => ResidualTime is { } left ? (int)Math.Floor(left.TotalDays) : null;

    /// <summary>The algorithm and size of its key in the words of <c>encryptionAlgorithm</c>: <c>RSA-2048</c>, <c>ECDSA-P256</c>.</summary>
    public string KeyAlgorithm { get; init; } = "";

    /// <summary>The size of its key in bits.</summary>
    public int? KeySize { get; init; }

    /// <summary>The SHA-256 of the whole certificate, in hexadecimal digits; empty where there is no certificate.</summary>
    public string Thumbprint { get; init; } = "";

    /// <summary>The hash of its public key, <c>sha256:HEX</c>; of the cluster's authority, that by which joining nodes know the cluster.</summary>
    public string PublicKeyHash { get; init; } = "";

    /// <summary>Whether the key of its authority is kept elsewhere, so that it cannot be renewed on this node.</summary>
    public bool ExternallyManaged { get; init; }

    /// <summary>
    /// Components of this node that go on with the certificate that it replaced until they are started again: static Pods, <c>kubelet</c>.
    /// Empty where it was not replaced.
    /// </summary>
    public KubeList<string> RestartRequired { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
