namespace Kubeadm.Engine.Workflows.Init;

/// <summary>A cluster as <c>init</c> left it.</summary>
public sealed class KubeCluster
{
    /// <summary>The cluster's name.</summary>
    public required string Name { get; init; }

    /// <summary>The version of its control plane, <c>v1.36.3</c>.</summary>
    public required string KubernetesVersion { get; init; }

    /// <summary>The control plane's address, <c>https://host:port</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The node that was made.</summary>
    public required string NodeName { get; init; }

    /// <summary>The CA's public key hash, <c>sha256:HEX</c>; null where the CA was not there to read.</summary>
    public string? CaCertHash { get; init; }

    /// <summary>The administrator's kubeconfig.</summary>
    public required string Kubeconfig { get; init; }

    /// <summary>How further nodes join; null when no token was made.</summary>
    public KubeJoinInfo? Join { get; init; }

    /// <summary>What each phase did, in order.</summary>
    public required IReadOnlyList<PhaseResult> Phases { get; init; }

    /// <summary>Whether nothing was really done.</summary>
    public bool DryRun { get; init; }

    /// <summary>The folder of a dry run's output, else null.</summary>
    public string? DryRunPath { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}

/// <summary>What another machine needs to join. Holds secrets; views mask them.</summary>
public sealed class KubeJoinInfo
{
    /// <summary>Host and port of the API server.</summary>
    public required string ApiServerEndpoint { get; init; }

    /// <summary>The bootstrap token. A secret.</summary>
    public required string Token { get; init; }

    /// <summary>When the token ends; null means never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Hashes of the CA's public key, <c>sha256:HEX</c>.</summary>
    public required IReadOnlyList<string> CaCertHashes { get; init; }

    /// <summary>The key of the uploaded certificates, or null when none were. A secret.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>When the uploaded certificates are removed; null when none were uploaded.</summary>
    public DateTimeOffset? CertificateKeyExpires { get; init; }

    /// <summary>The command line for a worker.</summary>
    public required string Command { get; init; }

    /// <summary>The command line for a control plane; null when certificates were not uploaded and the endpoint is not stable.</summary>
    public string? ControlPlaneCommand { get; init; }
}
