using System.Management.Automation;

namespace Kubeadm.Host;

/// <summary>Binds words of a shell's command line to a cmdlet as PowerShell's own prompt would.</summary>
internal static class CmdletLine
{
    /// <summary>Adds a cmdlet and its words to a pipeline: <c>-Name value</c>, <c>-Name:value</c>, <c>-Switch</c>, positional values.</summary>
    public static void AddTo(System.Management.Automation.PowerShell pipeline, string cmdlet, IEnumerable<string> words)
    {
        pipeline.AddCommand(cmdlet);
        var type = CmdletCatalog.Find(cmdlet);
        string? current = null;
        foreach (var word in words)
        {
            if (!IsParameter(word))
            {
                pipeline.AddArgument(Value(type, current, word));
                current = null;
                continue;
            }

            var colon = word.IndexOf(':', StringComparison.Ordinal);
            current = colon < 0 ? word[1..] : word[1..colon];
            if (colon < 0)
            {
                pipeline.AddParameter(current);
            }
            else
            {
                pipeline.AddParameter(current, Value(type, current, word[(colon + 1)..]));
                current = null;
            }
        }
    }

    private static bool IsParameter(string word) => word.Length > 1 && word[0] == '-' && char.IsLetter(word[1]);

    private static object Value(Type? cmdlet, string? parameter, string word) => word switch
    {
        "$true" => true,
        "$false" => false,
        _ when cmdlet is not null && parameter is not null && CmdletCatalog.TakesList(cmdlet, parameter) =>
            word.Split(',', StringSplitOptions.TrimEntries),
        _ => word,
    };
}
