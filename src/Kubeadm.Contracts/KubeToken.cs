using System.Security;

namespace Kubeadm;

/// <summary>A bootstrap token of a cluster, or one that was only generated. Holds a secret.</summary>
public sealed record KubeToken
{
    internal KubeToken(string token) => PlainToken = token;

    /// <summary>The public part of the token, six characters.</summary>
    public string Id => PlainToken.Split('.')[0];

    /// <summary>The whole token, <c>id.secret</c>: a <see cref="SecureString"/>, or a string after <see cref="AsPlainText"/>.</summary>
    public object Token => Secret.Show(PlainToken, ShowsSecret);

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

    /// <summary>The whole token. A secret.</summary>
    internal string PlainToken { get; }

    private bool ShowsSecret { get; init; }

    /// <summary>The same with its secret as text, which JSON, CSV and lists then show.</summary>
    public KubeToken AsPlainText() => this with { ShowsSecret = true };

    /// <summary>The identifier only: the rest is a secret.</summary>
    public override string ToString() => Id;
}
