namespace Kubeadm.Engine.Preflight;

/// <summary>The checks whose errors do not count.</summary>
public sealed class IgnoredChecks
{
    /// <summary>The name that stands for every check.</summary>
    public const string All = "all";

    private readonly HashSet<string> _names;

    private IgnoredChecks(HashSet<string> names) => _names = names;

    /// <summary>No check is ignored.</summary>
    public static IgnoredChecks None { get; } = new([]);

    /// <summary>The names in lower case, ordered.</summary>
    public IReadOnlyList<string> Names => [.. _names.Order(StringComparer.Ordinal)];

    /// <summary>Combines the names of command line and configuration.</summary>
    /// <param name="fromFlags">Names given with the command; upper and lower case are the same.</param>
    /// <param name="fromConfiguration">Names of the configuration's <c>ignorePreflightErrors</c>.</param>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: <c>all</c> stands beside single names.</exception>
    public static IgnoredChecks Parse(IEnumerable<string> fromFlags, IEnumerable<string> fromConfiguration)
    {
        var names = fromConfiguration.Concat(fromFlags).Select(name => name.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        if (names.Contains(All) && names.Count > 1)
        {
            throw PreflightErrors.SinglesBesideAll(names);
        }

        return new IgnoredChecks(names);
    }

    /// <summary>Whether a check's errors do not count.</summary>
    public bool Contains(string check) => _names.Contains(All) || _names.Contains(check.ToLowerInvariant());
}
