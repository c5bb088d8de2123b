namespace Kubeadm;

/// <summary>Checks of the node failed.</summary>
public sealed class PreflightException : KubeadmException
{
    /// <summary>Creates the error from all checks that ran.</summary>
    public PreflightException(IReadOnlyList<PreflightCheck> checks)
        : base("PreflightFailed", Describe(checks))
    {
        Checks = checks;
        Remedy = "Mend what is wrong. A check that does not matter here is ignored by its name (ignorePreflightErrors).";
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
