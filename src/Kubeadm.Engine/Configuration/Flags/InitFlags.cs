namespace Kubeadm.Engine.Configuration.Flags;

/// <summary>
/// The flags of <c>kubeadm init</c> and its phases that stand for fields of the configuration. Null means not given.
/// With a configuration file, only those that kubeadm lets be mixed with one may be given.
/// </summary>
public sealed record InitFlags
{
    /// <summary><c>--apiserver-advertise-address</c>.</summary>
    public string? ApiServerAdvertiseAddress { get; init; }

    /// <summary><c>--apiserver-bind-port</c>.</summary>
    public int? ApiServerBindPort { get; init; }

    /// <summary><c>--apiserver-cert-extra-sans</c>.</summary>
    public IReadOnlyList<string>? ApiServerCertExtraSans { get; init; }

    /// <summary><c>--cert-dir</c>.</summary>
    public string? CertDir { get; init; }

    /// <summary><c>--certificate-key</c>. A secret.</summary>
    public string? CertificateKey { get; init; }

    /// <summary><c>--control-plane-endpoint</c>.</summary>
    public string? ControlPlaneEndpoint { get; init; }

    /// <summary><c>--cri-socket</c>.</summary>
    public string? CriSocket { get; init; }

    /// <summary><c>--feature-gates</c>, each <c>name=true|false</c>.</summary>
    public IReadOnlyList<string>? FeatureGates { get; init; }

    /// <summary><c>--image-repository</c>.</summary>
    public string? ImageRepository { get; init; }

    /// <summary><c>--kubernetes-version</c>.</summary>
    public string? KubernetesVersion { get; init; }

    /// <summary><c>--node-name</c>.</summary>
    public string? NodeName { get; init; }

    /// <summary><c>--pod-network-cidr</c>.</summary>
    public string? PodNetworkCidr { get; init; }

    /// <summary><c>--service-cidr</c>.</summary>
    public string? ServiceCidr { get; init; }

    /// <summary><c>--service-dns-domain</c>.</summary>
    public string? ServiceDnsDomain { get; init; }

    /// <summary><c>--token</c>. A secret.</summary>
    public string? Token { get; init; }

    /// <summary><c>--token-ttl</c>; zero means for ever.</summary>
    public TimeSpan? TokenTtl { get; init; }
}
