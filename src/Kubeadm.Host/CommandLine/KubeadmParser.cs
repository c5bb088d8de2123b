namespace Kubeadm.Host.CommandLine;

/// <summary>Parses kubeadm's command line.</summary>
internal sealed class KubeadmParser
{
    private readonly Queue<string> _words;
    private readonly List<string> _path = [];
    private readonly List<string> _aside = [];
    private readonly List<string> _arguments = [];

    private KubeadmParser(IEnumerable<string> words)
    {
        _words = new Queue<string>(words);
    }

    /// <summary>Reads a command line.</summary>
    /// <returns>The line; null with the group's path when only a group of commands is named.</returns>
    /// <exception cref="UsageException">A command or flag is unknown, or a value does not fit.</exception>
    public static (KubeadmLine? Line, string Group, bool HelpAsked) Parse(IEnumerable<string> words) => new KubeadmParser(words).Read();

    private (KubeadmLine? Line, string Group, bool HelpAsked) Read()
    {
        var entry = FindCommand(out var helpAsked);
        if (entry is null)
        {
            return (null, string.Join(' ', _path), helpAsked);
        }

        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        while (_words.TryDequeue(out var word))
        {
            if (word == "--")
            {
                // What follows is no flag, whatever it looks like.
                while (_words.TryDequeue(out var rest))
                {
                    TakeArgument(entry, rest);
                }
            }
            else if (IsFlag(word))
            {
                ReadFlag(entry, word, values);
            }
            else
            {
                TakeArgument(entry, word);
            }
        }

        if (_arguments.Count > entry.Arguments?.AtMost)
        {
            throw new UsageException($"accepts at most {entry.Arguments.AtMost} arg(s), received {_arguments.Count}");
        }

        return (new KubeadmLine(entry, values, _arguments), entry.Path, helpAsked);
    }

    private KubeadmEntry? FindCommand(out bool helpAsked)
    {
        helpAsked = false;
        while (_words.TryPeek(out var word) && KubeadmCommands.Below(string.Join(' ', _path)).Any())
        {
            if (word is "-h" or "--help")
            {
                // Of a command that can be run itself, the line's own help; else that of the group.
                helpAsked = true;
                break;
            }

            if (IsFlag(word))
            {
                if (Entry() is not null)
                {
                    break;
                }

                SetSharedFlagAside();
                continue;
            }

            if (!TryEnter(KubeadmCommands.Canonical(word)))
            {
                if (Entry() is { Arguments: not null })
                {
                    break;
                }

                throw new UsageException($"unknown command \"{word}\" for \"{string.Join(' ', _path.Prepend("kubeadm"))}\"");
            }

            _words.Dequeue();
        }

        _aside.ForEach(_words.Enqueue);
        return Entry();
    }

    /// <summary>The command that the words so far name, or null.</summary>
    private KubeadmEntry? Entry() => KubeadmCommands.Find(string.Join(' ', _path));

    /// <summary>Flags that every command takes, or every command of the group, may stand before the command's own words.</summary>
    private void SetSharedFlagAside()
    {
        var word = _words.Dequeue();
        var name = word.TrimStart('-').Split('=')[0];
        var flag = KubeadmFlags.Global.FirstOrDefault(flag => name == flag.Name) ?? GroupFlag(name) ?? throw new UsageException($"unknown flag: {word}");
        _aside.Add(word);
        if (flag.Kind != FlagKind.Switch && !word.Contains('=', StringComparison.Ordinal) && _words.TryDequeue(out var value))
        {
            _aside.Add(value);
        }
    }

    /// <summary>The flag that all commands of the group take; null when there is none, or no group is named yet.</summary>
    private KubeadmFlag? GroupFlag(string name) =>
        _path.Count > 0 && KubeadmCommands.Below(string.Join(' ', _path)).All(entry => entry.Flags.Contains(name)) ? KubeadmFlags.All[name] : null;

    private bool TryEnter(string word)
    {
        if (!KubeadmCommands.Leads(string.Join(' ', _path.Append(word))))
        {
            return false;
        }

        _path.Add(word);
        return true;
    }

    private void ReadFlag(KubeadmEntry entry, string word, Dictionary<string, List<string>> values)
    {
        var (flag, inline) = word.StartsWith("--", StringComparison.Ordinal) ? LongFlag(entry, word[2..]) : ShortFlag(entry, word[1..]);
        var value = inline ?? (flag.Kind == FlagKind.Switch ? "true" : null);
        if (value is null && !_words.TryDequeue(out value))
        {
            throw new UsageException($"flag needs an argument: {word}");
        }

        if (!FlagValues.Fits(flag, value))
        {
            throw new UsageException($"invalid argument \"{value}\" for \"--{flag.Name}\" flag: it takes {FlagValues.Describe(flag.Kind)}");
        }

        var known = values.TryGetValue(flag.Name, out var list) && flag.Kind != FlagKind.Pairs ? list : values[flag.Name] = [];
        known.AddRange(Elements(flag, value));
    }

    private static IReadOnlyList<string> Elements(KubeadmFlag flag, string value)
    {
        try
        {
            return flag.Kind switch
            {
                FlagKind.List => FlagList.Read(value),
                FlagKind.Pairs => value.Split(',', StringSplitOptions.RemoveEmptyEntries),
                _ => [value],
            };
        }
        catch (FormatException error)
        {
            throw new UsageException($"invalid argument \"{value}\" for \"--{flag.Name}\" flag: {error.Message}");
        }
    }

    private static (KubeadmFlag Flag, string? Inline) LongFlag(KubeadmEntry entry, string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);

        // Words of a flag may be joined with underscores too.
        var name = (at < 0 ? text : text[..at]).Replace('_', '-');
        var flag = entry.Flag(name) ?? throw new UsageException($"unknown flag: --{name}");
        return (flag, at < 0 ? null : text[(at + 1)..]);
    }

    private static (KubeadmFlag Flag, string? Inline) ShortFlag(KubeadmEntry entry, string text)
    {
        var flag = entry.Flag(text[0]) ?? throw new UsageException($"unknown shorthand flag: '{text[0]}' in -{text}");
        return (flag, text.Length == 1 ? null : text[1..].TrimStart('='));
    }

    private static bool IsFlag(string word) => word.Length > 1 && word[0] == '-';

    private void TakeArgument(KubeadmEntry entry, string word)
    {
        if (entry.Arguments is null)
        {
            throw new UsageException($"unknown command \"{word}\" for \"kubeadm {entry.Path}\"");
        }

        _arguments.Add(word);
    }
}
