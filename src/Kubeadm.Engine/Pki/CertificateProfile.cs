namespace Kubeadm.Engine.Pki;

/// <summary>All that decides a certificate but its key and its issuer.</summary>
public sealed record CertificateProfile
{
    /// <summary>The subject's common name.</summary>
    public required string CommonName { get; init; }

    /// <summary>The subject's organizations; to Kubernetes they are the user's groups.</summary>
    public IReadOnlyList<string> Organizations { get; init; } = [];

    /// <summary>What it may be used for; none for an authority.</summary>
    public CertificateUsages Usages { get; init; }

    /// <summary>Identifiers of usages, in their order, in the place of <see cref="Usages"/>; null means those.</summary>
    public IReadOnlyList<string>? UsageIdentifiers { get; init; }

    /// <summary>The names it is valid for; an authority's own name is added to its certificate by itself.</summary>
    public AlternativeNames Names { get; init; } = AlternativeNames.None;

    /// <summary>The start of its validity; null means that of its issuer.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The end of its validity.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The algorithm of its key.</summary>
    public KeyAlgorithm Algorithm { get; init; }
}
