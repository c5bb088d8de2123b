using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;

namespace Kubeadm.PowerShell;

/// <summary>
/// The ways to call a cmdlet, each a parameter set of the same name. PowerShell says of parameters of two sets only that no set can be
/// resolved. So every parameter of a way is in the set <see cref="Any"/> too, which is the default one and takes all together, and the
/// cmdlet itself says what goes together.
/// </summary>
internal sealed class ParameterWays
{
    /// <summary>The parameter set that PowerShell chooses wherever it has a choice.</summary>
    public const string Any = "Any";

    /// <summary>The identifier of parameters that do not go together.</summary>
    public const string Ambiguous = "AmbiguousParameterSet";

    /// <summary>The identifier of a cmdlet that is not told what to work on.</summary>
    public const string Missing = "MissingMandatoryParameter";

    private static readonly ConcurrentDictionary<Type, ParameterWays> Known = [];

    private readonly List<List<(string Name, bool IsMandatory)>> _ways;

    private ParameterWays(Type cmdlet)
    {
        _ways = [.. cmdlet.GetProperties()
            .SelectMany(property => property.GetCustomAttributes<ParameterAttribute>().Select(parameter => (property.Name, Parameter: parameter)))
            .Where(pair => pair.Parameter.ParameterSetName is not (Any or ParameterAttribute.AllParameterSets))
            .GroupBy(pair => pair.Parameter.ParameterSetName, pair => (pair.Name, pair.Parameter.Mandatory))
            .Select(way => way.ToList())];
    }

    /// <summary>The ways of a cmdlet, none where it has no parameter sets.</summary>
    public static ParameterWays Of(Type cmdlet) => Known.GetOrAdd(cmdlet, type => new ParameterWays(type));

    /// <summary>What is wrong with the parameters that are given; null where they go together.</summary>
    /// <param name="cmdlet">The cmdlet's name.</param>
    /// <param name="bound">All that are given, those too that are in no way.</param>
    /// <param name="hasInput">Whether what is needed may come by the pipeline.</param>
    public KubeadmException? ProblemOf(string cmdlet, IEnumerable<string> bound, bool hasInput)
    {
        var given = bound.Where(name => _ways.Exists(way => Has(way, name))).Order(StringComparer.Ordinal).ToList();
        var fitting = _ways.Where(way => given.TrueForAll(name => Has(way, name))).ToList();
        if (_ways.Count == 0 || fitting.Exists(way => hasInput || way.TrueForAll(parameter => !parameter.IsMandatory || given.Contains(parameter.Name))))
        {
            return null;
        }

        var (id, message) = fitting.Count == 0
            ? (Ambiguous, $"{Join(given, "and")} do not go together")
            : (Missing, $"{cmdlet} needs to be told what to work on");
        return new KubeadmException(id, $"{message}: give {string.Join(", or ", _ways.Select(Describe))}.") { Kind = KubeadmErrorKind.InvalidInput, Target = given };
    }

    private static bool Has(List<(string Name, bool IsMandatory)> way, string name) => way.Exists(parameter => parameter.Name == name);

    /// <summary>What a way wants; where it wants nothing, what it takes.</summary>
    private static string Describe(List<(string Name, bool IsMandatory)> way)
    {
        var mandatory = way.Where(parameter => parameter.IsMandatory).Select(parameter => parameter.Name).ToList();
        return mandatory.Count > 0 ? Join(mandatory, "and") : way.Count == 1 ? Join([way[0].Name], "or") : $"any of {Join([.. way.Select(parameter => parameter.Name)], "and")}";
    }

    private static string Join(List<string> names, string word) => names.Count == 1
        ? "-" + names[0]
        : $"-{string.Join(", -", names.SkipLast(1))} {word} -{names[^1]}";
}
