using System.Text.RegularExpressions;
using Kubeadm.Host.Completion;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.Host;

/// <summary>How the results of a cmdlet line are written to standard output.</summary>
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

    /// <summary>One of the module's cmdlets with its parameters.</summary>
    Cmdlet,

    /// <summary>PowerShell, with words of its own command line.</summary>
    Shell,

    /// <summary>A command line of kubeadm.</summary>
    Kubeadm,

    /// <summary>The script that completes lines in a shell.</summary>
    CompletionScript,

    /// <summary>The question of such a script.</summary>
    Completion,
}

/// <summary>The command line of <c>kubeadm-ps</c>, taken apart.</summary>
/// <param name="Mode">What is run.</param>
/// <param name="Target">The cmdlet; empty for all else.</param>
/// <param name="Arguments">What follows it, or all words.</param>
/// <param name="Format">How results are written.</param>
internal sealed partial record HostOptions(RunMode Mode, string Target, IReadOnlyList<string> Arguments, OutputFormat Format = OutputFormat.Text)
{
    private const string FormatParameter = "-OutputFormat";
    private const int ShortestPlace = 5;

    private static readonly string[] HelpWords = ["-Help", "-?", "--help", "-h", "help"];
    private static readonly string[] HelpOfCmdlet = ["-?", "--help", "-Help"];

    /// <summary>Parses a command line.</summary>
    /// <exception cref="UsageException">It cannot be understood.</exception>
    public static HostOptions Parse(string[] args) => args switch
    {
        // Its words are of a line that is being typed, and are what they are.
        [CompletionCommand.Question, .. var typed] => new(RunMode.Completion, "", [.. typed]),
        [CompletionCommand.Name, .. var shells] when !shells.Any(HelpWords.Contains) => new(RunMode.CompletionScript, "", [.. shells]),
        [var word, ..] when HelpWords.Contains(word, StringComparer.OrdinalIgnoreCase) => new(RunMode.Help, "", []),
        [var script, ..] when script.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) => new(RunMode.Shell, "", ["-File", .. args]),
        [var cmdlet, .. var words] when IsCmdletName(cmdlet) => OfCmdlet(cmdlet, [.. words], OutputFormat.Text),
        [var parameter, var format, var cmdlet, .. var words] when parameter.Equals(FormatParameter, StringComparison.OrdinalIgnoreCase) && IsCmdletName(cmdlet) =>
            OfCmdlet(cmdlet, [.. words], FormatOf(format)),
        _ when IsOfKubeadm(args) => new(RunMode.Kubeadm, "", [.. args.Select(word => word == "-?" ? "--help" : word)]),
        _ => new(RunMode.Shell, "", args),
    };

    private static HostOptions OfCmdlet(string name, List<string> words, OutputFormat format)
    {
        if (words.Exists(word => HelpOfCmdlet.Contains(word, StringComparer.OrdinalIgnoreCase)))
        {
            return InShell("Get-Help", [name]);
        }

        if (CmdletCatalog.Find(name) is null || words.Exists(IsRemote))
        {
            return InShell(name, words);
        }

        var at = words.FindIndex(word => word.Equals(FormatParameter, StringComparison.OrdinalIgnoreCase));
        if (at < 0)
        {
            return new(RunMode.Cmdlet, name, words, format);
        }

        var given = FormatOf(words.ElementAtOrDefault(at + 1));
        words.RemoveRange(at, 2);
        return new(RunMode.Cmdlet, name, words, given);
    }

    /// <summary>Whether a word has a cmdlet run on other machines, for which it needs PowerShell's remoting.</summary>
    private static bool IsRemote(string word) => word.Length >= ShortestPlace && RemoteParameters.Places.Any(place => $"-{place}".StartsWith(word.Split(':')[0], StringComparison.OrdinalIgnoreCase));

    /// <summary>A cmdlet that needs more than the module is run by the whole of PowerShell, as its words would be at a prompt.</summary>
    private static HostOptions InShell(string cmdlet, IEnumerable<string> words) =>
        new(RunMode.Shell, "", ["-NoProfile", "-Command", string.Join(' ', words.Select(Quoted).Prepend(cmdlet))]);

    private static string Quoted(string word) => PlainWord().IsMatch(word) ? word : $"'{word.Replace("'", "''", StringComparison.Ordinal)}'";

    private static OutputFormat FormatOf(string? word) => Enum.TryParse<OutputFormat>(word, true, out var format) && Enum.IsDefined(format)
        ? format
        : throw new UsageException("-OutputFormat needs one of Text, Json and Yaml.");

    /// <summary>A verb, a dash and a noun. No command of kubeadm has an upper-case letter.</summary>
    private static bool IsCmdletName(string word) => (word.IndexOf('-', StringComparison.Ordinal) > 0 && word.Any(char.IsUpper)) || CmdletCatalog.Find(word) is not null;

    /// <summary>PowerShell's own words begin with a single dash. Of kubeadm's only the flag for how much is logged does, which has a number.</summary>
    private static bool IsOfKubeadm(string[] args) =>
        args is [not (['-', not '-', ..] or "-"), ..] || Verbosity().IsMatch(string.Join(' ', args.Take(2)));

    [GeneratedRegex(@"\A-v[= ]?\d+(\s|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex Verbosity();

    /// <summary>What means the same at PowerShell's prompt as in another shell.</summary>
    [GeneratedRegex(@"\A([\w./:\\,%+=-]+|\$(true|false|null))\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PlainWord();
}

/// <summary>A command line that cannot be understood.</summary>
internal sealed class UsageException(string message) : Exception(message);
