using Kubeadm.Engine.Configuration;

namespace Kubeadm.Engine.Workflows.Reset;

/// <summary>What a person asked of <c>reset</c>. Null means not given. Consent is the front end's matter.</summary>
public sealed record ResetRequest
{
    /// <summary>The text of the configuration file, or null.</summary>
    public string? Configuration { get; init; }

    /// <summary>Flags that stand for fields of the configuration.</summary>
    public ResetFlags Flags { get; init; } = new();

    /// <summary>Whether to do everything but the doing; also on when the configuration says so.</summary>
    public bool DryRun { get; init; }

    /// <summary>Preflight checks whose errors are warnings, beside those of the configuration.</summary>
    public IReadOnlyList<string> IgnorePreflightErrors { get; init; } = [];

    /// <summary>Phases to leave out; when empty, those of the configuration.</summary>
    public IReadOnlyList<string> SkipPhases { get; init; } = [];

    /// <summary>Phases to run, with their children; when empty, all.</summary>
    public IReadOnlyList<string> Phases { get; init; } = [];

    /// <summary>The kubeconfig with which the cluster is asked for its configuration; null means the administrator's.</summary>
    public string? Kubeconfig { get; init; }
}
