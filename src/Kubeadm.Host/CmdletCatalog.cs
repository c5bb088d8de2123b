using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Kubeadm.PowerShell;

namespace Kubeadm.Host;

/// <summary>The module's cmdlets by name. They are part of the executable, so nothing has to be found or imported at start.</summary>
internal static class CmdletCatalog
{
    private static readonly string[] CommonSwitches = ["Verbose", "Debug", "WhatIf", "Confirm"];

    private static readonly Lazy<IReadOnlyDictionary<string, Type>> Known = new(
        () => typeof(KubeadmCommand).Assembly.GetExportedTypes()
            .Select(type => (Type: type, Cmdlet: type.GetCustomAttribute<CmdletAttribute>()))
            .Where(pair => pair.Cmdlet is not null)
            .ToDictionary(pair => $"{pair.Cmdlet!.VerbName}-{pair.Cmdlet.NounName}", pair => pair.Type, StringComparer.OrdinalIgnoreCase));

    /// <summary>The names of all cmdlets, sorted.</summary>
    public static IEnumerable<string> Names => Known.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>The class of a cmdlet, or null.</summary>
    public static Type? Find(string name) => Known.Value.GetValueOrDefault(name);

    /// <summary>Puts all cmdlets into a session.</summary>
    public static void AddTo(InitialSessionState state, string? helpFile)
    {
        foreach (var (name, type) in Known.Value)
        {
            state.Commands.Add(new SessionStateCmdletEntry(name, type, helpFile));
        }
    }

    /// <summary>Whether a parameter of a cmdlet takes a list.</summary>
    public static bool TakesList(Type cmdlet, string parameter) => ParameterOf(cmdlet, parameter)?.PropertyType.IsArray == true;

    /// <summary>Whether the parameter at a position takes a list.</summary>
    public static bool TakesList(Type cmdlet, int position) => cmdlet.GetProperties().Any(property =>
        property.PropertyType.IsArray && property.GetCustomAttributes<ParameterAttribute>().Any(parameter => parameter.Position == position));

    /// <summary>Whether one of its parameters takes all positional words that are left: those of a shell that expands patterns.</summary>
    public static bool TakesRest(Type cmdlet) => cmdlet.GetProperties().Any(property =>
        property.GetCustomAttributes<ParameterAttribute>().Any(parameter => parameter.ValueFromRemainingArguments));

    /// <summary>Whether a parameter is a switch; the common ones of every cmdlet (<c>-Verbose</c>, <c>-WhatIf</c>) are.</summary>
    public static bool IsSwitch(Type cmdlet, string parameter) => ParameterOf(cmdlet, parameter) is { } property
        ? property.PropertyType == typeof(SwitchParameter)
        : CommonSwitches.Any(name => name.StartsWith(parameter, StringComparison.OrdinalIgnoreCase));

    private static PropertyInfo? ParameterOf(Type cmdlet, string parameter)
    {
        var all = cmdlet.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute))).ToList();
        return all.Find(p => p.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase))
            ?? all.Find(p => p.GetCustomAttribute<AliasAttribute>()?.AliasNames.Contains(parameter, StringComparer.OrdinalIgnoreCase) == true)
            ?? all.Find(p => p.Name.StartsWith(parameter, StringComparison.OrdinalIgnoreCase));
    }
}
