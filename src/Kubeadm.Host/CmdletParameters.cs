using System.Management.Automation;
using System.Reflection;
using Kubeadm.PowerShell;

namespace Kubeadm.Host;

/// <summary>What the parameters of a cmdlet take: as much of it as decides how a shell's words are read.</summary>
internal sealed class CmdletParameters
{
    private static readonly string[] CommonSwitches = ["Verbose", "Debug", "WhatIf", "Confirm"];

    private readonly List<PropertyInfo> _all;

    /// <summary>Collects the parameters that a cmdlet has on a line.</summary>
    /// <param name="cmdlet">Its class.</param>
    /// <param name="words">The words of the line, of which one may ask for parameters beside the cmdlet's own.</param>
    public CmdletParameters(Type cmdlet, IReadOnlyList<string> words)
    {
        _all = [.. Of(cmdlet)];
        var further = DynamicParametersAttribute.Of(cmdlet).Where(d => d.Parameter.Length == 0 || d.Value.Equals(ValueOf(d.Parameter, words), StringComparison.OrdinalIgnoreCase));
        _all.AddRange(further.SelectMany(parameters => Of(parameters.Class)).ToList());
    }

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => _all.Select(property => property.Name);

    /// <summary>The values that a parameter is limited to; null where it takes others too.</summary>
    public IEnumerable<string>? ValuesOf(string parameter) => Find(parameter)?.GetCustomAttribute<ValidateSetAttribute>()?.ValidValues;

    /// <summary>Whether one of them takes all positional words that are left: those of a shell that expands patterns.</summary>
    public bool TakesRest => _all.Exists(property =>
        property.GetCustomAttributes<ParameterAttribute>().Any(parameter => parameter.ValueFromRemainingArguments));

    /// <summary>Whether a parameter takes a list.</summary>
    public bool TakesList(string parameter) => Find(parameter)?.PropertyType.IsArray == true;

    /// <summary>Whether the parameter at a position takes a list.</summary>
    public bool TakesList(int position) => _all.Exists(property =>
        property.PropertyType.IsArray && property.GetCustomAttributes<ParameterAttribute>().Any(parameter => parameter.Position == position));

    /// <summary>Whether a parameter is a switch; the common ones of every cmdlet (<c>-Verbose</c>, <c>-WhatIf</c>) are.</summary>
    public bool IsSwitch(string parameter) => Find(parameter) is { } property
        ? property.PropertyType == typeof(SwitchParameter)
        : CommonSwitches.Any(name => name.StartsWith(parameter, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<PropertyInfo> Of(Type type) => type.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute)));

    /// <summary>The value that a line has for a parameter, after the parameter's name or after a colon; null when it has none.</summary>
    private string? ValueOf(string parameter, IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (CmdletLine.IsParameter(words[i]) && words[i][1..].Split(':', 2) is [var name, .. var value] && Find(name)?.Name == parameter)
            {
                return value.Length > 0 ? value[0] : words.ElementAtOrDefault(i + 1);
            }
        }

        return null;
    }

    private PropertyInfo? Find(string parameter) =>
        _all.Find(p => p.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase))
        ?? _all.Find(p => p.GetCustomAttribute<AliasAttribute>()?.AliasNames.Contains(parameter, StringComparer.OrdinalIgnoreCase) == true)
        ?? _all.Find(p => p.Name.StartsWith(parameter, StringComparison.OrdinalIgnoreCase));
}
