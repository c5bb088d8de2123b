namespace Kubeadm.Engine.Pki;

/// <summary>What is to know about a certificate on the node.</summary>
public sealed record CertificateInfo
{
    /// <summary>Its name: <c>apiserver</c>, <c>etcd-ca</c>, <c>admin.conf</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The file that it is in.</summary>
    public required string Path { get; init; }

    /// <summary>The name of the authority that issues it; null for an authority.</summary>
    public string? AuthorityName { get; init; }

    /// <summary>Whether it is an authority.</summary>
    public bool IsAuthority => AuthorityName is null;

    /// <summary>Whether it is not there. What follows is then empty.</summary>
    public bool IsMissing { get; init; }

    /// <summary>The subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The issuer.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>The names that it is valid for.</summary>
    public AlternativeNames Names { get; init; } = AlternativeNames.None;

    /// <summary>The start of its validity.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The end of its validity.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>The time that is left of its validity when it was read; negative when it has expired.</summary>
    public TimeSpan? ResidualTime { get; init; }

    /// <summary>Whether the key of its authority is kept elsewhere, so that it cannot be renewed on this node.</summary>
    public bool ExternallyManaged { get; init; }
}
