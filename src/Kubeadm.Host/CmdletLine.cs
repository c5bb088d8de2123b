namespace Kubeadm.Host;

/// <summary>Binds words of a shell's command line to a cmdlet as PowerShell's own prompt would.</summary>
internal static class CmdletLine
{
    /// <summary>Adds a cmdlet and its words to a pipeline: <c>-Name value</c>, <c>-Name:value</c>, <c>-Switch</c>, positional values.</summary>
    public static void AddTo(System.Management.Automation.PowerShell pipeline, string cmdlet, IEnumerable<string> words)
    {
        pipeline.AddCommand(cmdlet);
        var type = CmdletCatalog.Find(cmdlet);
        var rest = new Queue<string>(words);
        var position = 0;
        while (rest.TryDequeue(out var word))
        {
            if (!IsParameter(word) && type is not null && CmdletCatalog.TakesRest(type))
            {
                Split(word).ToList().ForEach(value => pipeline.AddArgument(value));
                continue;
            }

            if (!IsParameter(word))
            {
                pipeline.AddArgument(Value(word, type is not null && CmdletCatalog.TakesList(type, position++)));
                continue;
            }

            var colon = word.IndexOf(':', StringComparison.Ordinal);
            var parameter = colon < 0 ? word[1..] : word[1..colon];
            if (colon >= 0)
            {
                pipeline.AddParameter(parameter, Value(type, parameter, word[(colon + 1)..]));
            }
            else if (rest.TryPeek(out var next) && !IsParameter(next) && !IsSwitch(type, parameter))
            {
                pipeline.AddParameter(parameter, Value(type, parameter, rest.Dequeue()));
            }
            else
            {
                pipeline.AddParameter(parameter);
            }
        }
    }

    /// <summary>A parameter of a script is taken to have a value when a value follows it, since its type is not known here.</summary>
    private static bool IsSwitch(Type? cmdlet, string parameter) => cmdlet is not null && CmdletCatalog.IsSwitch(cmdlet, parameter);

    private static bool IsParameter(string word) => word.Length > 1 && word[0] == '-' && char.IsLetter(word[1]);

    private static object Value(Type? cmdlet, string parameter, string word) => Value(word, cmdlet is not null && CmdletCatalog.TakesList(cmdlet, parameter));

    private static object Value(string word, bool isList) => word switch
    {
        "$true" => true,
        "$false" => false,
        _ when isList => Split(word),
        _ => word,
    };

    private static string[] Split(string word) => word.Split(',', StringSplitOptions.TrimEntries);
}
