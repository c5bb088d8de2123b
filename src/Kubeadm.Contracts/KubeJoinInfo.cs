namespace Kubeadm;

/// <summary>What another machine needs to join. Holds secrets; views mask them.</summary>
public sealed class KubeJoinInfo
{
    /// <summary>Host and port of the API server.</summary>
    public required string ApiServerEndpoint { get; init; }

    /// <summary>The bootstrap token. A secret.</summary>
    public required string Token { get; init; }

    /// <summary>The public part of the token.</summary>
    public string TokenId => Token.Split('.')[0];

    /// <summary>When the token ends, UTC; null means never.</summary>
    public DateTime? Expires { get; init; }

    /// <summary>Hashes of the CA's public key, <c>sha256:HEX</c>.</summary>
    public required KubeList<string> CaCertHashes { get; init; }

    /// <summary>The key of the uploaded certificates, or null when none were. A secret.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>When the uploaded certificates are removed, UTC; null when none were uploaded or it is not known.</summary>
    public DateTime? CertificateKeyExpires { get; init; }

    /// <summary>The command line for a worker.</summary>
    public required string Command { get; init; }

    /// <summary>The command line for a control plane; null when certificates were not uploaded and the endpoint is not known to be stable.</summary>
    public string? ControlPlaneCommand { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ApiServerEndpoint;
}
