namespace Kubeadm.Host.CommandLine;

/// <summary>A command of kubeadm: the cmdlet that it stands for, and how its result is printed.</summary>
/// <param name="Path">Its words, joined with spaces: <c>config images list</c>.</param>
/// <param name="Cmdlet">The cmdlet.</param>
/// <param name="Summary">What it does, in a line.</param>
/// <param name="Flags">The names of the flags it takes.</param>
internal sealed record KubeadmEntry(string Path, string Cmdlet, string Summary, IReadOnlyList<string> Flags)
{
    /// <summary>Parameters that the command itself stands for.</summary>
    public IReadOnlyList<(string Name, object? Value)> Fixed { get; init; } = [];

    /// <summary>The words beside flags that it takes; null means none.</summary>
    public KubeadmArguments? Arguments { get; init; }

    /// <summary>A second cmdlet that a switch asks for, or null.</summary>
    public KubeadmStage? Then { get; init; }

    /// <summary>Flags that are taken, as by all commands of the group, and ask for nothing here.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Whether the cmdlet's errors that do not end it are none to kubeadm, which prints a line of its own for them.</summary>
    public bool GoesOnAfterErrors { get; init; }

    /// <summary>Flags that must be given.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Flags that say what a configuration file says, and so cannot be given beside one, though the cmdlet takes both.</summary>
    public IReadOnlyList<string> NotWithConfig { get; init; } = [];

    /// <summary>All flags that cannot be given beside a configuration file, though the cmdlet takes both; of every command the folder of patches.</summary>
    public IEnumerable<string> Excluded => NotWithConfig.Append("patches").Order(StringComparer.Ordinal);

    /// <summary>Flags that count for nothing beside a configuration file, though the cmdlet takes both.</summary>
    public IReadOnlyList<string> IdleWithConfig { get; init; } = [];

    /// <summary>Whether the cmdlet is told to ask, which by itself does not.</summary>
    public bool Asks { get; init; }

    /// <summary>Whether a line goes on without the question that the cmdlet asks.</summary>
    public Predicate<KubeadmLine> Unasked { get; init; } = _ => false;

    /// <summary>Prints what the cmdlet returned; by default nothing, for what is said while it runs is the output.</summary>
    public KubeadmPrinter Print { get; init; } = (_, _, _) => Application.Success;

    /// <summary>Finds a flag by its long name.</summary>
    public KubeadmFlag? Flag(string name) => KubeadmFlags.Global.FirstOrDefault(flag => flag.Name == name)
        ?? (Flags.Contains(name) ? KubeadmFlags.All[name] : null);

    /// <summary>Finds a flag by its letter.</summary>
    public KubeadmFlag? Flag(char letter) => KubeadmFlags.Global.Concat(Flags.Select(name => KubeadmFlags.All[name]))
        .FirstOrDefault(flag => flag.Shorthand == letter);
}

/// <summary>Prints the results of a command and tells its exit code.</summary>
internal delegate int KubeadmPrinter(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams);

/// <summary>The descriptors that a command prints to.</summary>
internal sealed record KubeadmStreams(TextWriter Output, TextWriter Error);
