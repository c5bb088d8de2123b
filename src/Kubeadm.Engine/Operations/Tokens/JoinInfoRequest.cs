using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Operations.Tokens;

/// <summary>What a person asked of <c>token create --print-join-command</c>. Null means not given.</summary>
public sealed record JoinInfoRequest
{
    /// <summary>A token of the cluster, whole or by its identifier; null means that one is made. A secret.</summary>
    public string? Token { get; init; }

    /// <summary>How long the token that is made lives, zero meaning for ever; null means kubeadm's 24 hours.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>What the token that is made is for.</summary>
    public string? Description { get; init; }

    /// <summary>The key of the uploaded certificates, for control planes that join. A secret.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Whether the certificates of this control-plane node are uploaded for control planes that join.</summary>
    public bool UploadCerts { get; init; }

    /// <summary>The kubeconfig's path; null means the one that kubeadm finds.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Whether nothing is really written.</summary>
    public bool DryRun { get; init; }

    /// <summary>How a dry run shows what would have been written.</summary>
    public DryRunForm DryRunForm { get; init; }
}
