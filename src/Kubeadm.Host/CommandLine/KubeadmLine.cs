namespace Kubeadm.Host.CommandLine;

/// <summary>A command line of kubeadm: its command and the flags given, read by the rules of kubeadm's flag library (pflag).</summary>
/// <param name="Entry">The command.</param>
/// <param name="Values">Values by flag; a list has one for each element.</param>
internal sealed record KubeadmLine(KubeadmEntry Entry, IReadOnlyDictionary<string, List<string>> Values)
{
    /// <summary>Whether help is asked for.</summary>
    public bool WantsHelp => IsOn(KubeadmFlags.Help);

    /// <summary>Whether details are asked for.</summary>
    public bool WantsDetails => int.TryParse(Last(KubeadmFlags.Verbosity), out var level) && level > 0;

    /// <summary>The value of a flag, the last one where it is given again; null when it is not given.</summary>
    public string? Last(string flag) => Values.TryGetValue(flag, out var values) && values.Count > 0 ? values[^1] : null;

    /// <summary>The cmdlet's parameters.</summary>
    public IEnumerable<(string Name, object? Value)> Parameters()
    {
        foreach (var parameter in Entry.Fixed)
        {
            yield return parameter;
        }

        foreach (var (name, values) in Values)
        {
            if (Entry.Flag(name) is { Parameter: { } parameter } flag)
            {
                yield return (parameter, Value(flag, values));
            }
        }

        if (WantsDetails)
        {
            yield return ("Verbose", true);
        }
    }

    private bool IsOn(string flag) => Last(flag) is { } value && FlagValues.Truth(value) == true;

    private static object Value(KubeadmFlag flag, List<string> values) => flag.Kind switch
    {
        FlagKind.Switch => FlagValues.Truth(values[^1])!.Value,
        FlagKind.Number => int.Parse(values[^1]),
        FlagKind.List => values.ToArray(),
        _ => values[^1],
    };
}

/// <summary>Reads flags' values.</summary>
internal static class FlagValues
{
    /// <summary>The words that Go's flags take for truth values; null for any other.</summary>
    public static bool? Truth(string text) => text switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => null,
    };

    /// <summary>Whether a flag can take a value.</summary>
    public static bool Fits(KubeadmFlag flag, string value) => flag.Kind switch
    {
        FlagKind.Switch => Truth(value) is not null,
        FlagKind.Number => int.TryParse(value, out _),
        _ => true,
    };
}
