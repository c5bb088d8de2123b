namespace Kubeadm.Host;

/// <summary>Binds words of a shell's command line to one of the module's cmdlets as PowerShell's own prompt would.</summary>
internal static class CmdletLine
{
    /// <summary>Adds a cmdlet and its words to a pipeline: <c>-Name value</c>, <c>-Name:value</c>, <c>-Switch</c>, positional values.</summary>
    public static void AddTo(System.Management.Automation.PowerShell pipeline, string cmdlet, IReadOnlyList<string> words)
    {
        pipeline.AddCommand(cmdlet);

        var known = new CmdletParameters(CmdletCatalog.Find(cmdlet) ?? throw new ArgumentException($"{cmdlet} is none of the module's cmdlets.", nameof(cmdlet)), words);
        var rest = new Queue<string>(words);
        var position = 0;
        while (rest.TryDequeue(out var word))
        {
            if (!IsParameter(word) && known.TakesRest)
            {
                Split(word).ToList().ForEach(value => pipeline.AddArgument(value));
                continue;
            }

            if (!IsParameter(word))
            {
                pipeline.AddArgument(Value(word, known.TakesList(position++)));
                continue;
            }

            var colon = word.IndexOf(':', StringComparison.Ordinal);
            var parameter = colon < 0 ? word[1..] : word[1..colon];
            if (colon >= 0)
            {
                pipeline.AddParameter(parameter, Value(word[(colon + 1)..], known.TakesList(parameter)));
            }
            else if (rest.TryPeek(out var next) && !IsParameter(next) && !known.IsSwitch(parameter))
            {
                pipeline.AddParameter(parameter, Value(rest.Dequeue(), known.TakesList(parameter)));
            }
            else
            {
                pipeline.AddParameter(parameter);
            }
        }
    }

    /// <summary>Whether a word names a parameter.</summary>
    public static bool IsParameter(string word) => word.Length > 1 && word[0] == '-' && char.IsLetter(word[1]);

    /// <summary>A comma is a letter in the name of a file that is there.</summary>
    private static object Value(string word, bool isList) => word switch
    {
        "$true" => true,
        "$false" => false,
        _ when isList && !Path.Exists(word) => Split(word),
        _ => word,
    };

    private static string[] Split(string word) => word.Split(',', StringSplitOptions.TrimEntries);
}
