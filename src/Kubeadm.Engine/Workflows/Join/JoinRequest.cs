using Kubeadm.Engine.Configuration;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>What a person asked of <c>join</c>. Null means not given.</summary>
public sealed record JoinRequest
{
    /// <summary>The text of the configuration file, or null.</summary>
    public string? Configuration { get; init; }

    /// <summary>Flags that stand for fields of the configuration.</summary>
    public JoinFlags Flags { get; init; } = new();

    /// <summary>Whether to do everything but the doing; also on when the configuration says so.</summary>
    public bool DryRun { get; init; }

    /// <summary>The folder for a dry run's output; null means a new temporary one.</summary>
    public string? DryRunPath { get; init; }

    /// <summary>Preflight checks whose errors are warnings, beside those of the configuration.</summary>
    public IReadOnlyList<string> IgnorePreflightErrors { get; init; } = [];

    /// <summary>Phases to leave out; when empty, those of the configuration.</summary>
    public IReadOnlyList<string> SkipPhases { get; init; } = [];

    /// <summary>Phases to run, with their children; when empty, all.</summary>
    public IReadOnlyList<string> Phases { get; init; } = [];

    /// <summary>The folder of patches; takes the place of the configuration's.</summary>
    public string? PatchesDirectory { get; init; }
}
