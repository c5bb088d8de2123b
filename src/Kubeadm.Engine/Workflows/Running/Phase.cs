namespace Kubeadm.Engine.Workflows.Running;

/// <summary>A step of a workflow. A phase says what happens; how it is done lives in the rooms it calls.</summary>
/// <typeparam name="TContext">What the phases of the workflow share.</typeparam>
public abstract class Phase<TContext>
{
    /// <summary>The last part of the phase's path, as kubeadm names it.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in a line.</summary>
    public abstract string Description { get; }

    /// <summary>Other names of the last part of the path.</summary>
    public virtual IReadOnlyList<string> Aliases => [];

    /// <summary>Whether it is left out of lists: it runs with the workflow, and may be skipped by its name.</summary>
    public virtual bool IsHidden => false;

    /// <summary>Phases inside this one; they run after it.</summary>
    public virtual IReadOnlyList<Phase<TContext>> Children => [];

    /// <summary>Names of the phases that must run before this one in the same run.</summary>
    public virtual IReadOnlyList<string> DependsOn => [];

    /// <summary>Why the phase has nothing to do in this context, or null when it should run.</summary>
    public virtual string? SkipReason(TContext context) => null;

    /// <summary>The line, of the kind kubeadm prints, that stands for a phase with nothing to do; null means none.</summary>
    public virtual string? SkipLine => null;

    /// <summary>Looks, then acts on the difference, and reports each effect.</summary>
    public virtual Task RunAsync(TContext context, PhaseReport report, CancellationToken cancellationToken) => Task.CompletedTask;
}
