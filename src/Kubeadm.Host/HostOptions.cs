using Kubeadm.Host.Completion;

namespace Kubeadm.Host;

/// <summary>How results are written to standard output.</summary>
internal enum OutputFormat
{
    /// <summary>The module's views, for people.</summary>
    Text,

    /// <summary>Public properties, as JSON.</summary>
    Json,

    /// <summary>Public properties, as YAML.</summary>
    Yaml,
}

/// <summary>What is run.</summary>
internal enum RunMode
{
    /// <summary>Nothing: the help is shown.</summary>
    Help,

    /// <summary>A cmdlet with its parameters.</summary>
    Cmdlet,

    /// <summary>A script given as text.</summary>
    Script,

    /// <summary>A script file.</summary>
    File,

    /// <summary>A command line of kubeadm.</summary>
    Kubeadm,

    /// <summary>The script that completes lines in a shell.</summary>
    CompletionScript,

    /// <summary>The question of such a script.</summary>
    Completion,
}

/// <summary>The command line of <c>kubeadm-ps</c>, taken apart.</summary>
/// <param name="Mode">What is run.</param>
/// <param name="Target">The cmdlet, the script's text or its path.</param>
/// <param name="Arguments">What follows it.</param>
/// <param name="Format">How results are written.</param>
internal sealed record HostOptions(RunMode Mode, string Target, IReadOnlyList<string> Arguments, OutputFormat Format)
{
    private static readonly string[] HelpWords = ["-Help", "-?", "--help", "-h", "help"];

    /// <summary>Parses a command line.</summary>
    /// <exception cref="UsageException">It cannot be understood.</exception>
    public static HostOptions Parse(IReadOnlyList<string> args)
    {
        // Its words are of a line that is being typed, and are what they are.
        if (args is [CompletionCommand.Question, ..])
        {
            return new HostOptions(RunMode.Completion, "", [.. args.Skip(1)], OutputFormat.Text);
        }

        var (rest, format) = TakeFormat(args);
        if (rest is [CompletionCommand.Name, .. var shells] && !shells.Exists(HelpWords.Contains))
        {
            return new HostOptions(RunMode.CompletionScript, "", shells, format);
        }

        if (rest.Count == 0 || HelpWords.Contains(rest[0], StringComparer.OrdinalIgnoreCase))
        {
            return new HostOptions(RunMode.Help, "", [], format);
        }

        var (first, others) = (rest[0], rest.Skip(1).ToList());
        if (first.Equals("-Command", StringComparison.OrdinalIgnoreCase) || first.Equals("-c", StringComparison.OrdinalIgnoreCase))
        {
            return others.Count > 0
                ? new HostOptions(RunMode.Script, string.Join(' ', others), [], format)
                : throw new UsageException("-Command needs the text of a script.");
        }

        if (first.Equals("-File", StringComparison.OrdinalIgnoreCase) || first.Equals("-f", StringComparison.OrdinalIgnoreCase))
        {
            return others.Count > 0
                ? new HostOptions(RunMode.File, others[0], others.Skip(1).ToList(), format)
                : throw new UsageException("-File needs the path of a script.");
        }

        return IsCmdletName(first)
            ? new HostOptions(RunMode.Cmdlet, first, others, format)
            : new HostOptions(RunMode.Kubeadm, "kubeadm", rest, format);
    }

    /// <summary>A verb, a dash and a noun. No command of kubeadm has an upper-case letter.</summary>
    private static bool IsCmdletName(string word) => word.IndexOf('-', StringComparison.Ordinal) > 0 && word.Any(char.IsUpper);

    private static (List<string> Words, OutputFormat Format) TakeFormat(IReadOnlyList<string> args)
    {
        var rest = args.ToList();
        var at = rest.FindIndex(a => a.Equals("-OutputFormat", StringComparison.OrdinalIgnoreCase));
        var script = rest.FindIndex(a => a.Equals("-File", StringComparison.OrdinalIgnoreCase));
        if (at < 0 || (script >= 0 && at > script))
        {
            return (rest, OutputFormat.Text);
        }

        if (at + 1 >= rest.Count || !Enum.TryParse<OutputFormat>(rest[at + 1], true, out var format) || !Enum.IsDefined(format))
        {
            throw new UsageException("-OutputFormat needs one of Text, Json and Yaml.");
        }

        rest.RemoveRange(at, 2);
        return (rest, format);
    }
}

/// <summary>A command line that cannot be understood.</summary>
internal sealed class UsageException(string message) : Exception(message);
