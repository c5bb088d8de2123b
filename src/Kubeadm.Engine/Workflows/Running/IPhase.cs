namespace Kubeadm.Engine.Workflows.Running;

/// <summary>A step of a workflow. A phase says what happens; how it is done lives in the rooms it calls.</summary>
/// <typeparam name="TContext">What the phase needs: the smallest context that has it, so that several workflows can use the phase.</typeparam>
public interface IPhase<in TContext>
{
    /// <summary>The last part of the phase's path, as kubeadm names it.</summary>
    string Name { get; }

    /// <summary>What the phase does, in a line.</summary>
    string Description { get; }

    /// <summary>Other names of the last part of the path.</summary>
    IReadOnlyList<string> Aliases { get; }

    /// <summary>Whether lists leave the phase out: it runs with the workflow, and can be skipped by its name.</summary>
    bool IsHidden { get; }

    /// <summary>The phases inside this one; they run after it.</summary>
    IReadOnlyList<IPhase<TContext>> Children { get; }

    /// <summary>Paths of the phases that must run before this one in the same run.</summary>
    IReadOnlyList<string> DependsOn { get; }

    /// <summary>The line, of the kind kubeadm prints, that stands for a phase with nothing to do; null means none.</summary>
    string? SkipLine { get; }

    /// <summary>Why the phase, and all phases inside it, have nothing to do in this context; null when they should run.</summary>
    string? SkipReason(TContext context);

    /// <summary>Looks, then acts on the difference, and reports each effect.</summary>
    /// <param name="context">What the phases of the workflow share.</param>
    /// <param name="report">Receives what is done.</param>
    /// <param name="cancellationToken">Stops the phase at a point where nothing is half done.</param>
    Task RunAsync(TContext context, PhaseReport report, CancellationToken cancellationToken);
}
