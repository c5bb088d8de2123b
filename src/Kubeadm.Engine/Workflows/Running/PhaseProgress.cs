using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>How far a run of a workflow is, as a tree: the workflow, the group of phases in it, and what a phase itself reports below that.</summary>
/// <typeparam name="TContext">What the phases share.</typeparam>
/// <param name="tree">The workflow's phases.</param>
/// <param name="chosen">Paths of those that run.</param>
/// <param name="observer">Receives the reports.</param>
internal sealed class PhaseProgress<TContext>(PhaseTree<TContext> tree, IReadOnlySet<string> chosen, IWorkflowObserver observer)
{
    private readonly List<PhaseNode<TContext>> _steps = [.. tree.Nodes.Where(node => node.Phase.Children.Count == 0 && chosen.Contains(node.Path))];
    private PhaseNode<TContext>? _group;

    /// <summary>The number of the work that the phase at hand is a part of.</summary>
    public int Current => _group is null ? ProgressReport.WorkflowId : ProgressReport.GroupId;

    /// <summary>Reports that a phase is next, whether it runs or has nothing to do.</summary>
    public void Begin(PhaseNode<TContext> node)
    {
        var group = node.Parent;
        if (node.Phase.Children.Count > 0 || !chosen.Contains(node.Path))
        {
            return;
        }

        var isNew = group != _group;
        if (isNew)
        {
            EndGroup();
            _group = group;
        }

        // A console draws a few times a second what comes first, and the rest later: so what says where the run is comes first.
        if (group is null)
        {
            Report(node.Path, node);
            return;
        }

        if (isNew)
        {
            Report(group.Path, node);
        }

        var siblings = _steps.Where(step => step.Parent == group).ToList();
        observer.Progress(new ProgressReport(group.Path, node.Path, Percent(siblings, node)) { Id = ProgressReport.GroupId, ParentId = ProgressReport.WorkflowId });
        if (!isNew)
        {
            Report(group.Path, node);
        }
    }

    /// <summary>Ends what was reported, however the run ended.</summary>
    public void End()
    {
        EndGroup();
        observer.Progress(new ProgressReport(Activity, "", 100, IsCompleted: true) { Id = ProgressReport.WorkflowId });
    }

    private void Report(string status, PhaseNode<TContext> at) =>
        observer.Progress(new ProgressReport(Activity, status, Percent(_steps, at)) { Id = ProgressReport.WorkflowId });

    private string Activity => $"Workflow {tree.Workflow}";

    private void EndGroup()
    {
        if (_group is { } ended)
        {
            observer.Progress(new ProgressReport(ended.Path, "", 100, IsCompleted: true) { Id = ProgressReport.GroupId, ParentId = ProgressReport.WorkflowId });
            _group = null;
        }
    }

    private static int Percent(List<PhaseNode<TContext>> steps, PhaseNode<TContext> at) => steps.IndexOf(at) * 100 / steps.Count;
}
