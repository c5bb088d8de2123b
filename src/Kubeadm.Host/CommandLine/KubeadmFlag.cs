namespace Kubeadm.Host.CommandLine;

/// <summary>What a flag takes.</summary>
internal enum FlagKind
{
    /// <summary>One value.</summary>
    Value,

    /// <summary>Values joined with commas; giving the flag again adds to them.</summary>
    List,

    /// <summary>Pairs joined with commas; giving the flag again replaces them.</summary>
    Pairs,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A time in Go's form, <c>2h30m</c>, or 0.</summary>
    Duration,

    /// <summary>Nothing, or true or false after an equals sign.</summary>
    Switch,
}

/// <summary>A flag of kubeadm's command line.</summary>
/// <param name="Name">Its name without dashes.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Parameter">The cmdlet's parameter it stands for; null when it shapes the output or asks for nothing.</param>
/// <param name="Help">What it is for.</param>
/// <param name="Shorthand">Its one-letter name, or null.</param>
internal sealed record KubeadmFlag(string Name, FlagKind Kind, string? Parameter, string Help, char? Shorthand = null)
{
    /// <summary>The only values it takes, spelt so; null means any.</summary>
    public IReadOnlyList<string>? Choices { get; init; }
}
