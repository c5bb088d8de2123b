using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Host.CommandLine;

/// <summary>A command line of kubeadm: its command and the flags given, read by the rules of kubeadm's flag library (pflag).</summary>
/// <param name="Entry">The command.</param>
/// <param name="Values">Values by flag; a list has one for each element.</param>
/// <param name="Arguments">The words beside flags.</param>
internal sealed record KubeadmLine(KubeadmEntry Entry, IReadOnlyDictionary<string, List<string>> Values, IReadOnlyList<string> Arguments)
{
    /// <summary>From where on kubeadm shows the requests of its client library.</summary>
    private const int TraceLevel = 6;

    /// <summary>Whether help is asked for.</summary>
    public bool WantsHelp => IsOn(KubeadmFlags.Help);

    /// <summary>How much is asked for of what is done: each change from 1, and each exchange with the world from <see cref="TraceLevel"/>.</summary>
    private int Verbosity => int.TryParse(Last(KubeadmFlags.Verbosity), out var level) ? level : 0;

    /// <summary>The value of a flag, the last one where it is given again; null when it is not given.</summary>
    public string? Last(string flag) => Values.TryGetValue(flag, out var values) && values.Count > 0 ? values[^1] : null;

    /// <summary>Whether a switch is given and on.</summary>
    public bool IsOn(string flag) => Last(flag) is { } value && FlagValues.Truth(value) == true;

    /// <summary>The second cmdlet, if it is asked for.</summary>
    public KubeadmStage? Then => Entry.Then is { } stage && IsOn(stage.Switch) ? stage : null;

    /// <summary>The flags that were given and count for nothing beside others.</summary>
    public IEnumerable<string> Idle => string.IsNullOrEmpty(Last("config")) ? [] : Entry.IdleWithConfig.Where(Values.ContainsKey);

    /// <summary>The cmdlet's parameters.</summary>
    public IEnumerable<(string Name, object? Value)> Parameters()
    {
        foreach (var parameter in Entry.Fixed)
        {
            yield return parameter;
        }

        if (Entry.Arguments is { } arguments && Arguments.Count > 0)
        {
            yield return (arguments.Parameter, arguments.AtMost == 1 ? Arguments[0] : Arguments.ToArray());
        }

        var flags = Values.Keys.Except(Entry.Ignored).Except(Idle).Where(name => Entry.Then?.Own.Contains(name) != true);
        foreach (var parameter in ParametersOf(flags))
        {
            yield return parameter;
        }

        if (Entry.Unasked(this))
        {
            yield return ("Confirm", false);
        }
        else if (Entry.Asks)
        {
            yield return ("Confirm", true);
        }

        if (Entry.GoesOnAfterErrors)
        {
            yield return ("ErrorAction", "Ignore");
        }

        // Beside a document nothing else is on standard output.
        if (Last(KubeadmFlags.Output) is "json" or "yaml")
        {
            yield return ("InformationAction", "Ignore");
        }

        if (Verbosity > 0)
        {
            yield return ("Verbose", true);
        }

        if (Verbosity >= TraceLevel)
        {
            yield return ("Debug", true);
        }
    }

    /// <summary>The second cmdlet's parameters.</summary>
    public IEnumerable<(string Name, object? Value)> ThenParameters() =>
        Then is { } stage ? ParametersOf(stage.Own.Concat(stage.Shared).Where(Values.ContainsKey)) : [];

    private IEnumerable<(string Name, object? Value)> ParametersOf(IEnumerable<string> flags)
    {
        foreach (var name in flags)
        {
            // A number that is zero stands for the default, to kubeadm as to a configuration.
            if (Entry.Flag(name) is { Parameter: { } parameter } flag && (flag.Kind != FlagKind.Number || int.Parse(Values[name][^1]) != 0))
            {
                yield return (parameter, Value(flag, Values[name]));
            }
        }
    }

    private static object Value(KubeadmFlag flag, List<string> values) => flag.Kind switch
    {
        FlagKind.Switch => FlagValues.Truth(values[^1])!.Value,
        FlagKind.Number => int.Parse(values[^1]),
        FlagKind.List or FlagKind.Pairs => values.ToArray(),
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

    /// <summary>What a flag takes, for people.</summary>
    public static string Describe(FlagKind kind) => kind switch
    {
        FlagKind.Switch => "true or false",
        FlagKind.Number => "a whole number",
        FlagKind.Duration => "a duration such as 2h30m, or 0",
        _ => "any text",
    };

    /// <summary>Whether a flag can take a value.</summary>
    public static bool Fits(KubeadmFlag flag, string value) => flag.Kind switch
    {
        FlagKind.Switch => Truth(value) is not null,
        FlagKind.Number => int.TryParse(value, out _),
        FlagKind.Duration => GoDuration.TryParse(value, out _),
        _ => true,
    };
}
