using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Preflight;

/// <summary>Checks of the node failed.</summary>
public sealed class PreflightException : KubeadmException
{
    /// <summary>Makes it from all checks that ran.</summary>
    public PreflightException(IReadOnlyList<PreflightCheck> checks)
        : base("PreflightFailed", Describe(checks))
    {
        Checks = checks;
        Remedy = "Mend what is wrong, or have a check ignored by its name with --ignore-preflight-errors if you know that it does not matter.";
        Target = checks.Where(c => c.Outcome == PreflightOutcome.Failed).Select(c => c.Name).ToArray();
    }

    /// <summary>All checks that ran, in their order.</summary>
    public IReadOnlyList<PreflightCheck> Checks { get; }

    private static string Describe(IReadOnlyList<PreflightCheck> checks)
    {
        var failed = checks.Where(c => c.Outcome == PreflightOutcome.Failed).ToList();
        var lines = failed.SelectMany(c => c.Errors.Select(error => $"[{c.Name}] {error}"));
        return $"{failed.Count} preflight {(failed.Count == 1 ? "check" : "checks")} failed: {string.Join("; ", lines)}";
    }
}
