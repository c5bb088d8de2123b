namespace Kubeadm.Host.Completion;

/// <summary>
/// <c>completion SHELL</c>, which prints the script that a shell sources, and <c>__complete WORD…</c>, which that script asks. It answers with
/// a line for each candidate, its description after a tab, or with <see cref="Files"/> where any file will do.
/// </summary>
internal static class CompletionCommand
{
    /// <summary>The command that prints a script.</summary>
    public const string Name = "completion";

    /// <summary>The command that the scripts ask.</summary>
    public const string Question = "__complete";

    /// <summary>The answer where the shell is to offer files.</summary>
    public const string Files = ":files";

    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = "bash", ["fish"] = "fish", ["powershell"] = "ps1", ["pwsh"] = "ps1", ["zsh"] = "zsh",
    };

    /// <summary>The shells that there is a script for.</summary>
    public static IEnumerable<string> Shells => Scripts.Keys.Order(StringComparer.Ordinal);

    /// <summary>Prints the script of a shell.</summary>
    /// <exception cref="UsageException">No shell is named, or one that there is no script for.</exception>
    public static void WriteScript(IReadOnlyList<string> words, TextWriter output)
    {
        if (words is not [var shell] || !Scripts.TryGetValue(shell, out var ending))
        {
            throw new UsageException(words.Count == 0
                ? $"completion needs the name of a shell: {string.Join(", ", Shells)}."
                : $"completion knows no shell \"{string.Join(' ', words)}\", only {string.Join(", ", Shells)}.");
        }

        using var script = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion/kubeadm-ps.{ending}")!;
        using var reader = new StreamReader(script);
        output.Write(reader.ReadToEnd());
    }

    /// <summary>Answers a script.</summary>
    /// <param name="words">The words after the program's name, the last as far as it is typed.</param>
    /// <param name="output">Takes the answer.</param>
    public static void Answer(IReadOnlyList<string> words, TextWriter output)
    {
        var candidates = LineCompleter.Complete(words);
        if (candidates is null)
        {
            output.WriteLine(Files);
            return;
        }

        foreach (var candidate in candidates)
        {
            output.WriteLine(candidate.Description.Length > 0 ? $"{candidate.Text}\t{candidate.Description}" : candidate.Text);
        }
    }
}
