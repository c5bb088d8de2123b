namespace Kubeadm.Engine.Configuration.Flags;

/// <summary>The flags of <c>kubeadm token create</c>. Null means not given. With a configuration file, none may be given.</summary>
public sealed record TokenFlags
{
    /// <summary>The tokens to make, each <c>id.secret</c>; without them, random ones are. Secrets.</summary>
    public IReadOnlyList<string>? Tokens { get; init; }

    /// <summary>How many random tokens to make; one if not given. Not with <see cref="Tokens"/>.</summary>
    public int? Count { get; init; }

    /// <summary><c>--ttl</c>; zero means for ever.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary><c>--usages</c>: <c>signing</c>, <c>authentication</c>.</summary>
    public IReadOnlyList<string>? Usages { get; init; }

    /// <summary><c>--groups</c>.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary><c>--description</c>.</summary>
    public string? Description { get; init; }
}
