using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Kubeadm.PowerShell;

namespace Kubeadm.Host;

/// <summary>The module's cmdlets by name. They are part of the executable, so nothing has to be found or imported at start.</summary>
internal static class CmdletCatalog
{
    private static readonly Lazy<IReadOnlyDictionary<string, Type>> Known = new(
        () => typeof(KubeadmCommand).Assembly.GetExportedTypes()
            .Select(type => (Type: type, Cmdlet: type.GetCustomAttribute<CmdletAttribute>()))
            .Where(pair => pair.Cmdlet is not null)
            .ToDictionary(pair => $"{pair.Cmdlet!.VerbName}-{pair.Cmdlet.NounName}", pair => pair.Type, StringComparer.OrdinalIgnoreCase));

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Aliases = new(
        () => Known.Value
            .SelectMany(pair => pair.Value.GetCustomAttribute<AliasAttribute>()?.AliasNames.Select(alias => (Alias: alias, Cmdlet: pair.Key)) ?? [])
            .ToDictionary(pair => pair.Alias, pair => pair.Cmdlet, StringComparer.OrdinalIgnoreCase));

    /// <summary>The names of all cmdlets, sorted.</summary>
    public static IEnumerable<string> Names => Known.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>The class of a cmdlet, by its name or another that it is called by; or null.</summary>
    public static Type? Find(string name) => Known.Value.GetValueOrDefault(Aliases.Value.GetValueOrDefault(name, name));

    /// <summary>Adds all cmdlets and their aliases to a session.</summary>
    public static void AddTo(InitialSessionState state)
    {
        foreach (var (name, type) in Known.Value)
        {
            state.Commands.Add(new SessionStateCmdletEntry(name, type, null));
        }

        foreach (var (alias, cmdlet) in Aliases.Value)
        {
            state.Commands.Add(new SessionStateAliasEntry(alias, cmdlet));
        }
    }
}
