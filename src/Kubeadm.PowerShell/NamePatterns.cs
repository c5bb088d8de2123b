using System.Management.Automation;

namespace Kubeadm.PowerShell;

/// <summary>Expands names with wildcards where the names that there are can be listed.</summary>
internal static class NamePatterns
{
    /// <summary>The names that patterns stand for, each once. A name without wildcards stays as it is, also where there is none such: that is the engine's to say.</summary>
    /// <param name="names">Names and patterns, as typed.</param>
    /// <param name="known">The names that there are.</param>
    /// <param name="what">What they are names of, in the plural.</param>
    /// <exception cref="KubeadmException"><c>NothingMatches</c>: a pattern matches none of the names.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> names, IReadOnlyCollection<string> known, string what) =>
        [.. names.SelectMany(name => WildcardPattern.ContainsWildcardCharacters(name) ? Matches(name, known, what) : [name]).Distinct()];

    /// <summary>The phases that patterns stand for. Phases of a group that is among them itself are left out, for the group brings them.</summary>
    /// <inheritdoc cref="Expand"/>
    public static IReadOnlyList<string> ExpandPhases(IReadOnlyCollection<string> names, string workflow)
    {
        if (!names.Any(WildcardPattern.ContainsWildcardCharacters))
        {
            return [.. names];
        }

        var phases = Expand(names, [.. WorkflowCatalog.Describe(workflow).Select(phase => phase.Name)], $"phases of {workflow}");
        return [.. phases.Where(phase => !phases.Any(group => phase.StartsWith(group + "/", StringComparison.OrdinalIgnoreCase)))];
    }

    private static List<string> Matches(string name, IReadOnlyCollection<string> known, string what)
    {
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        var found = known.Where(pattern.IsMatch).ToList();
        return found.Count > 0 ? found : throw new KubeadmException("NothingMatches", $"{name} matches none of the {what}: {string.Join(", ", known)}")
        {
            Kind = KubeadmErrorKind.NotFound,
            Target = name,
        };
    }
}
