using System.Reflection;
using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Kubeadm.Engine.Tests.Architecture;

/// <summary>Which namespaces of the engine need which others, by what its code refers to and by its using directives.</summary>
/// <remarks>
/// Compiled code shows what is called; constants leave no trace there, so the sources' using directives count as well (the build
/// fails on one that is not needed).
/// </remarks>
internal sealed partial class NamespaceGraph
{
    private const string Root = "Kubeadm.Engine.";
    private readonly Dictionary<string, HashSet<string>> _below;

    private NamespaceGraph(IEnumerable<string> namespaces, IEnumerable<NamespaceReference> references)
    {
        References = [.. references.Distinct().OrderBy(arrow => arrow.From, StringComparer.Ordinal).ThenBy(arrow => arrow.To, StringComparer.Ordinal)];
        _below = namespaces.ToDictionary(name => name, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var arrow in References)
        {
            _below[arrow.From].Add(arrow.To);
        }

        Cycles = FindCycles();
    }

    /// <summary>Every namespace of the engine that has a type.</summary>
    public IReadOnlyCollection<string> Namespaces => _below.Keys;

    /// <summary>The arrows, each with a type that shows it.</summary>
    public IReadOnlyList<NamespaceReference> References { get; }

    /// <summary>Groups of namespaces that reach one another.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Cycles { get; }

    /// <summary>The folder below the engine's own in which a namespace stands.</summary>
    public static string FloorOf(string name) => name[Root.Length..].Split('.')[0];

    public static NamespaceGraph Read(Assembly engine, IEnumerable<string> sources)
    {
        using var module = ModuleDefinition.ReadModule(engine.Location);
        var namespaces = module.Types.Where(type => type.Namespace.StartsWith(Root, StringComparison.Ordinal) || type.Namespace == "Kubeadm.Engine")
            .Where(type => !type.Name.StartsWith('<')).Select(type => type.Namespace).ToHashSet(StringComparer.Ordinal);
        var compiled = module.Types.SelectMany(type => TypeReferences.Of(type).Select(used => new NamespaceReference(type.Namespace, used.Namespace, $"{type.Name} uses {used.Name}")));
        var written = sources.SelectMany(ReadUsings);
        return new NamespaceGraph(namespaces, compiled.Concat(written)
            .Where(arrow => arrow.From != arrow.To && namespaces.Contains(arrow.From) && namespaces.Contains(arrow.To))
            .DistinctBy(arrow => (arrow.From, arrow.To)));
    }

    /// <summary>A line for each namespace, the ground floor first: what it needs.</summary>
    public IEnumerable<string> Describe()
    {
        var reach = _below.ToDictionary(pair => pair.Key, pair => Reach(pair.Key).Count);
        foreach (var name in _below.Keys.OrderBy(name => reach[name]).ThenBy(name => name, StringComparer.Ordinal))
        {
            yield return $"{Short(name)} -> {string.Join(", ", _below[name].Order(StringComparer.Ordinal).Select(Short))}";
        }

        yield return $"{_below.Count} namespaces, {References.Count} arrows, {Cycles.Count} cycles ({Cycles.Sum(cycle => cycle.Count)} namespaces in them)";
    }

    public IEnumerable<string> DescribeCycles() => Cycles.SelectMany(cycle => References
        .Where(arrow => cycle.Contains(arrow.From) && cycle.Contains(arrow.To))
        .Select(arrow => arrow.ToString()));

    private static string Short(string name) => name.StartsWith(Root, StringComparison.Ordinal) ? name[Root.Length..] : name;

    private static IEnumerable<NamespaceReference> ReadUsings(string path)
    {
        var text = File.ReadAllText(path);
        return Namespace().Match(text) is { Success: true } own
            ? Using().Matches(text).Select(used => new NamespaceReference(own.Groups[1].Value, used.Groups[1].Value, $"{Path.GetFileName(path)} has a using directive"))
            : [];
    }

    /// <summary>Groups whose members all reach one another.</summary>
    private List<IReadOnlyList<string>> FindCycles()
    {
        var reach = _below.Keys.ToDictionary(name => name, Reach);
        return
        [
            .. _below.Keys.Where(name => reach[name].Contains(name))
                .GroupBy(name => string.Join(',', reach[name].Where(other => reach[other].Contains(name)).Order(StringComparer.Ordinal)))
                .Select(group => (IReadOnlyList<string>)[.. group]),
        ];
    }

    private HashSet<string> Reach(string start)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(_below[start]);
        while (open.TryPop(out var name))
        {
            if (reached.Add(name))
            {
                foreach (var next in _below[name])
                {
                    open.Push(next);
                }
            }
        }

        return reached;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?:static |\w+ = )?(Kubeadm\.Engine[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Using();
}

/// <summary>An arrow between two namespaces.</summary>
/// <param name="From">Who needs.</param>
/// <param name="To">What is needed.</param>
/// <param name="Witness">Where that shows.</param>
internal sealed record NamespaceReference(string From, string To, string Witness)
{
    public override string ToString() => $"{From} -> {To}: {Witness}";
}
