namespace Kubeadm.Engine.Configuration.Flags;

/// <summary>
/// The flags of <c>kubeadm join</c> that stand for fields of the configuration. Null means not given.
/// With a configuration file, only <see cref="NodeName"/> may be given.
/// </summary>
public sealed record JoinFlags
{
    /// <summary>The API server's <c>host:port</c>, the command's argument.</summary>
    public string? ApiServerEndpoint { get; init; }

    /// <summary><c>--token</c>: for discovery and for the kubelet's first certificate where those have none of their own. A secret.</summary>
    public string? Token { get; init; }

    /// <summary><c>--discovery-token</c>. A secret.</summary>
    public string? DiscoveryToken { get; init; }

    /// <summary><c>--discovery-token-ca-cert-hash</c>.</summary>
    public IReadOnlyList<string>? DiscoveryTokenCaCertHashes { get; init; }

    /// <summary><c>--discovery-token-unsafe-skip-ca-verification</c>.</summary>
    public bool? DiscoveryTokenUnsafeSkipCaVerification { get; init; }

    /// <summary><c>--discovery-file</c>: a path or an HTTPS address.</summary>
    public string? DiscoveryFile { get; init; }

    /// <summary><c>--tls-bootstrap-token</c>. A secret.</summary>
    public string? TlsBootstrapToken { get; init; }

    /// <summary><c>--control-plane</c>.</summary>
    public bool? ControlPlane { get; init; }

    /// <summary><c>--certificate-key</c>. A secret.</summary>
    public string? CertificateKey { get; init; }

    /// <summary><c>--apiserver-advertise-address</c>.</summary>
    public string? ApiServerAdvertiseAddress { get; init; }

    /// <summary><c>--apiserver-bind-port</c>.</summary>
    public int? ApiServerBindPort { get; init; }

    /// <summary><c>--node-name</c>.</summary>
    public string? NodeName { get; init; }

    /// <summary><c>--cri-socket</c>.</summary>
    public string? CriSocket { get; init; }
}
