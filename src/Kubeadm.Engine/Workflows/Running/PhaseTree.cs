namespace Kubeadm.Engine.Workflows.Running;

/// <summary>The phases of a workflow in the order they run, each with its path, and the choice among them.</summary>
/// <typeparam name="TContext">What the phases share.</typeparam>
public sealed class PhaseTree<TContext>
{
    private readonly List<PhaseNode<TContext>> _nodes = [];

    /// <summary>Lists the phases: each before its children, children before the next.</summary>
    public PhaseTree(string workflow, IEnumerable<IPhase<TContext>> phases)
    {
        Workflow = workflow;
        foreach (var phase in phases)
        {
            AddWithChildren(phase, parent: null);
        }
    }

    /// <summary>The workflow.</summary>
    public string Workflow { get; }

    /// <summary>All phases in the order they run.</summary>
    public IReadOnlyList<PhaseNode<TContext>> Nodes => _nodes;

    /// <summary>Lists the phases for people, without the hidden ones.</summary>
    public IReadOnlyList<PhaseDescription> Describe() => [.. _nodes.Where(n => !n.Phase.IsHidden).Select(Describe)];

    /// <summary>Lists the phases that a run of those chosen would go through, without those that have nothing to do and the headings over others.</summary>
    public IReadOnlyList<PhaseDescription> Plan(TContext context, IReadOnlySet<string> chosen) =>
    [
        .. _nodes
            .Where(n => n.Phase.Children.Count == 0 && chosen.Contains(n.Path) && n.SkipReason(context) is null)
            .Select(Describe),
    ];

    /// <summary>The path of the phase that a name or alias means; an error that lists the phases when there is none.</summary>
    /// <remarks>A trailing <c>/all</c> means the group itself, as in kubeadm's command line.</remarks>
    public string Resolve(string name)
    {
        var wanted = name.Trim().ToLowerInvariant();
        if (wanted.EndsWith("/all", StringComparison.Ordinal))
        {
            wanted = wanted[..^4];
        }

        var node = _nodes.Find(n => n.Path == wanted)
            ?? _nodes.Find(n => n.AliasPaths.Contains(wanted, StringComparer.Ordinal));
        return node?.Path ?? throw PhaseErrors.InvalidPhase(name, Workflow, _nodes.Select(n => n.Path));
    }

    /// <summary>Chooses phases by kubeadm's rules: those named with their children (all when none is named), less those to be left out with theirs.</summary>
    /// <exception cref="KubeadmException">A name is unknown, or a chosen phase needs one that was not chosen.</exception>
    public IReadOnlySet<string> Select(IReadOnlyList<string> only, IReadOnlyList<string> skip)
    {
        var chosen = _nodes.Select(n => n.Path).ToHashSet(StringComparer.Ordinal);
        if (only.Count > 0)
        {
            var wanted = only.Select(Resolve).ToList();
            chosen.RemoveWhere(path => !wanted.Any(w => IsInside(path, w)));
        }

        foreach (var left in skip.Select(Resolve))
        {
            chosen.RemoveWhere(path => IsInside(path, left));
        }

        CheckDependencies(chosen);
        return chosen;
    }

    private PhaseDescription Describe(PhaseNode<TContext> node) =>
        new(Workflow, node.Path, node.Phase.Description, [.. node.Phase.Aliases], node.Phase.Children.Count > 0);

    private void CheckDependencies(HashSet<string> chosen)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var node in _nodes.Where(n => chosen.Contains(n.Path)))
        {
            missing.AddRange(node.Phase.DependsOn.Where(d => !seen.Contains(d)).Select(d => $"\"{node.Path}\" needs \"{d}\""));
            seen.Add(node.Path);
        }

        if (missing.Count > 0)
        {
            throw PhaseErrors.UnresolvedPhaseDependency(missing);
        }
    }

    private static bool IsInside(string path, string ancestor) =>
        path == ancestor || path.StartsWith(ancestor + "/", StringComparison.Ordinal);

    private void AddWithChildren(IPhase<TContext> phase, PhaseNode<TContext>? parent)
    {
        string Below(string name) => parent is null ? name : $"{parent.Path}/{name}";
        var node = new PhaseNode<TContext>(Below(phase.Name), [.. phase.Aliases.Select(Below)], phase, parent);
        _nodes.Add(node);
        foreach (var child in phase.Children)
        {
            AddWithChildren(child, node);
        }
    }
}
