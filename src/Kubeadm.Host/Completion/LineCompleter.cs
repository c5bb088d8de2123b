using Kubeadm.Host.CommandLine;

namespace Kubeadm.Host.Completion;

/// <summary>Completes a line of <c>kubeadm-ps</c>: kubeadm's commands with their flags, and cmdlets with their parameters.</summary>
internal static class LineCompleter
{
    private static readonly Candidate[] HostWords =
    [
        new("-Command", "Run a script given as text"), new("-File", "Run a script file"), new("-OutputFormat", "How results are written"), new("-Help", "How kubeadm-ps is used"),
    ];

    /// <summary>Finds what the last word can become.</summary>
    /// <param name="words">The words after the program's name, the last as far as it is typed.</param>
    /// <returns>The candidates, ordered; null where any file will do.</returns>
    public static IReadOnlyList<Candidate>? Complete(IReadOnlyList<string> words)
    {
        if (words is [])
        {
            return [];
        }

        var (before, typed) = (words.SkipLast(1).ToList(), words[^1]);
        var found = before switch
        {
            [] => [.. HostWords, .. CommandWords(""), .. CmdletCompleter.Names(), new(CompletionCommand.Name, "Print the script that completes lines in a shell")],
            [CompletionCommand.Name] => CompletionCommand.Shells.Select(shell => new Candidate(shell)),
            [var file, ..] when file.Equals("-File", StringComparison.OrdinalIgnoreCase) => null,
            [var cmdlet, ..] when CmdletCatalog.Find(cmdlet) is not null => CmdletCompleter.Complete(before, typed),
            _ => KubeadmWords(before, typed),
        };
        return found is null ? null
            : [.. found.Where(candidate => candidate.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).DistinctBy(candidate => candidate.Text).OrderBy(candidate => candidate.Text, StringComparer.Ordinal)];
    }

    private static IEnumerable<Candidate>? KubeadmWords(List<string> before, string typed)
    {
        var path = PathOf(before);
        var entry = KubeadmCommands.Find(path);
        if (entry is null)
        {
            return IsKnown(before, path) ? CommandWords(path) : [];
        }

        if (FlagOf(entry, before[^1]) is { Kind: not FlagKind.Switch } open && !before[^1].Contains('=', StringComparison.Ordinal))
        {
            return FlagValueCompleter.Complete(entry, open, typed, prefix: "");
        }

        if (typed.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && FlagOf(entry, typed[..at]) is { } inline)
        {
            return FlagValueCompleter.Complete(entry, inline, typed[(at + 1)..], prefix: typed[..(at + 1)]);
        }

        return typed.StartsWith('-') ? FlagsOf(entry) : CommandWords(path);
    }

    /// <summary>The words that make up a command; those of flags between them are passed over.</summary>
    private static string PathOf(IEnumerable<string> words)
    {
        var path = "";
        foreach (var word in words)
        {
            var longer = $"{path} {KubeadmCommands.Canonical(word)}".TrimStart();
            path = KubeadmCommands.Leads(longer) ? longer : path;
        }

        return path;
    }

    /// <summary>Whether the last word that is there is of the command, or of a flag before it; after any other no command comes.</summary>
    private static bool IsKnown(List<string> before, string path) =>
        before[^1].StartsWith('-') || (before.Count > 1 && before[^2].StartsWith('-')) || path.Split(' ')[^1] == KubeadmCommands.Canonical(before[^1]);

    /// <summary>The next words of commands below a path, each with what the command does, where it is one.</summary>
    private static IEnumerable<Candidate> CommandWords(string path)
    {
        var depth = path.Length == 0 ? 0 : path.Split(' ').Length;
        return KubeadmCommands.Below(path).GroupBy(entry => entry.Path.Split(' ')[depth]).Select(group =>
        {
            var command = group.FirstOrDefault(entry => entry.Path.Split(' ').Length == depth + 1);
            return new Candidate(group.Key, command?.Summary ?? $"{group.Count()} commands");
        });
    }

    private static IEnumerable<Candidate> FlagsOf(KubeadmEntry entry) =>
        entry.Flags.Select(name => KubeadmFlags.All[name]).Concat(KubeadmFlags.Global).Select(flag => new Candidate($"--{flag.Name}", flag.Help));

    private static KubeadmFlag? FlagOf(KubeadmEntry entry, string word) => word switch
    {
        ['-', '-', .. var name] => entry.Flag(name),
        ['-', var letter] => entry.Flag(letter),
        _ => null,
    };
}
