namespace Kubeadm.Engine.Preflight;

/// <summary>Runs checks side by side.</summary>
public static class PreflightRunner
{
    /// <summary>Runs all checks. Decisive ones go first; when one of them fails the rest is left out.</summary>
    /// <returns>The verdicts in the order of the checks.</returns>
    public static async Task<IReadOnlyList<PreflightCheck>> RunAsync(
        IEnumerable<NodeCheck> checks, IgnoredChecks ignored, CancellationToken cancellationToken)
    {
        var all = checks.ToList();
        var decisive = await RunTogetherAsync(all.Where(c => c.IsDecisive), ignored, cancellationToken);
        return decisive.Any(c => c.Outcome == PreflightOutcome.Failed)
            ? decisive
            : [.. decisive, .. await RunTogetherAsync(all.Where(c => !c.IsDecisive), ignored, cancellationToken)];
    }

    private static Task<PreflightCheck[]> RunTogetherAsync(
        IEnumerable<NodeCheck> checks, IgnoredChecks ignored, CancellationToken cancellationToken) =>
        Task.WhenAll(checks.Select(check => Task.Run(() => RunOneAsync(check, ignored, cancellationToken), cancellationToken)));

    private static async Task<PreflightCheck> RunOneAsync(NodeCheck check, IgnoredChecks ignored, CancellationToken cancellationToken)
    {
        var findings = new Findings();
        try
        {
            await check.LookAsync(findings, cancellationToken);
        }
        catch (Exception e) when (e is KubeadmException or IOException or UnauthorizedAccessException)
        {
            findings.Fail(e.Message);
        }

        var outcome = findings switch
        {
            { Errors.Count: > 0 } => ignored.Contains(check.Name) ? PreflightOutcome.Ignored : PreflightOutcome.Failed,
            { Warnings.Count: > 0 } => PreflightOutcome.Warning,
            _ => PreflightOutcome.Passed,
        };
        var message = string.Join("; ", findings.Errors.Concat(findings.Warnings));
        return new PreflightCheck(check.Name, outcome, message, outcome == PreflightOutcome.Passed ? null : check.Remedy)
        {
            Errors = [.. findings.Errors],
            Warnings = [.. findings.Warnings],
            Details = [.. findings.Details],
        };
    }
}
