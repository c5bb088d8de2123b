using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>A bootstrap token with which nodes join (bootstraptoken.k8s.io/v1, inlined in kubeadm's documents).</summary>
public sealed class BootstrapToken
{
    /// <summary>The token, <c>id.secret</c>: six and sixteen characters of <c>[a-z0-9]</c>. A secret.</summary>
    [ApiField("token", OmitEmpty = false)]
    public string Token { get; set; } = "";

    /// <summary>Whether <see cref="Token"/> was made up because none was given; not a part of the document.</summary>
    public bool IsGenerated { get; set; }

    /// <summary>What the token is for, for people.</summary>
    [ApiField("description")]
    public string Description { get; set; } = "";

    /// <summary>How long it is valid from its making; zero means for ever. Not with <see cref="Expires"/>.</summary>
    [ApiField("ttl")]
    public TimeSpan? Ttl { get; set; }

    /// <summary>When it ends, UTC.</summary>
    [ApiField("expires")]
    public DateTimeOffset? Expires { get; set; }

    /// <summary>What it may be used for: <c>signing</c>, <c>authentication</c>.</summary>
    [ApiField("usages")]
    public List<string> Usages { get; set; } = [];

    /// <summary>The groups its user is in.</summary>
    [ApiField("groups")]
    public List<string> Groups { get; set; } = [];
}
