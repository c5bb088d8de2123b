using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>What a person asked of a workflow, whichever it is. Null means not given.</summary>
public abstract record WorkflowRequest
{
    /// <summary>The text of the configuration file, or null.</summary>
    public ConfigurationText? Configuration { get; init; }

    /// <summary>Whether to do everything but the doing; also on when the configuration says so.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether each change goes to the operating system's log too.</summary>
    public bool Journal { get; init; }

    /// <summary>Preflight checks whose errors are warnings, beside those of the configuration.</summary>
    public IReadOnlyList<string> IgnorePreflightErrors { get; init; } = [];

    /// <summary>Phases to leave out; when empty, those of the configuration.</summary>
    public IReadOnlyList<string> SkipPhases { get; init; } = [];

    /// <summary>Phases to run, with their children; when empty, all.</summary>
    public IReadOnlyList<string> Phases { get; init; } = [];

    /// <summary>The same as a dry run whose output goes to a folder, where it has one.</summary>
    internal virtual WorkflowRequest AsRehearsal(string folder) => this with { DryRun = true };

    /// <summary>The phases to leave out: those asked for go before those of the configuration, as kubeadm has it.</summary>
    /// <param name="configured">The configuration's <c>skipPhases</c>.</param>
    internal IReadOnlyList<string> SkippedOr(IReadOnlyList<string> configured) => SkipPhases.Count > 0 ? SkipPhases : configured;
}

/// <summary>What a person asked of a workflow that makes a node.</summary>
public abstract record NodeRequest : WorkflowRequest
{
    /// <summary>The folder for a dry run's output; null means a new temporary one.</summary>
    public string? DryRunPath { get; init; }

    /// <summary>How a dry run shows what would have been written.</summary>
    public DryRunForm DryRunForm { get; init; }

    /// <summary>The folder of patches; takes the place of the configuration's.</summary>
    public string? PatchesDirectory { get; init; }

    /// <inheritdoc/>
    internal override WorkflowRequest AsRehearsal(string folder) => this with { DryRun = true, DryRunPath = folder, DryRunForm = DryRunForm.Folders };

    /// <summary>Where a dry run leaves its output. Results of single phases do not say where that is.</summary>
    /// <param name="variable">The variable of the environment that may name the folder.</param>
    internal DryRunOptions DryRunOptions(string variable) => new(DryRunPath, DryRunForm) { Variable = variable, IsNamed = Phases.Count == 0 };
}
