using System.Security;

namespace Kubeadm;

/// <summary>A bootstrap token of a cluster, as it is wanted or is.</summary>
public sealed record KubeTokenState : KubeResourceState
{
    /// <summary>The public part of the token, six characters.</summary>
    [ResourceProperty(IsKey = true)]
    public string? TokenId { get; init; }

    /// <summary>The whole token, id.secret. Needed to make one; never returned. A secret.</summary>
    public SecureString? Token { get; init; }

    /// <summary>How long it lives from when it is made, for example 24h or 30d; 0s means for ever. Without it, 24 hours.</summary>
    [ResourceProperty(IsDuration = true)]
    public string? Ttl { get; init; }

    /// <summary>The time that must be left of its life; with less it is made anew. Without it, a token that has not ended will do.</summary>
    [ResourceProperty(IsDuration = true)]
    public string? RenewBefore { get; init; }

    /// <summary>What it may be used for: authentication, signing.</summary>
    public KubeList<string>? Usages { get; init; }

    /// <summary>The groups that its user is in.</summary>
    public KubeList<string>? Groups { get; init; }

    /// <summary>What the token is for, for people.</summary>
    public string? Description { get; init; }

    /// <summary>The kubeconfig for talking to the cluster. Without it, the one that kubeadm finds.</summary>
    [ResourceProperty(IsPath = true)]
    public string? Kubeconfig { get; init; }

    /// <summary>When it ends, UTC; nothing means never.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public DateTime? Expires { get; init; }

    /// <summary>The token that was found; null where there is none.</summary>
    internal KubeToken? Found { get; init; }

    internal override string? Key => TokenId;
}
