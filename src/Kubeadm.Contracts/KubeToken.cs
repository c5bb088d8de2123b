namespace Kubeadm;

/// <summary>A bootstrap token of a cluster, or one that was only generated. Holds a secret; views mask it.</summary>
public sealed class KubeToken
{
    /// <summary>The public part of the token, six characters.</summary>
    public required string Id { get; init; }

    /// <summary>The whole token, <c>id.secret</c>. A secret.</summary>
    public required string Token { get; init; }

    /// <summary>What the token is for, for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>When it ends, UTC; null means never.</summary>
    public DateTime? Expires { get; init; }

    /// <summary>How long it was valid yet when it was looked at; zero for one that has ended, null for one that never does.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>Whether it had ended when it was looked at. The cluster removes such tokens by and by.</summary>
    public bool IsExpired => TimeLeft <= TimeSpan.Zero;

    /// <summary>What it may be used for: <c>authentication</c>, <c>signing</c>.</summary>
    public KubeList<string> Usages { get; init; } = [];

    /// <summary>The groups that its user is in.</summary>
    public KubeList<string> Groups { get; init; } = [];

    /// <summary>The identifier only: the rest is a secret.</summary>
    public override string ToString() => Id;
}
