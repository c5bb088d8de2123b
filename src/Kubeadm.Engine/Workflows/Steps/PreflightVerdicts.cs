using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>What the checks of a node found.</summary>
internal sealed class PreflightVerdicts(IReadOnlyList<PreflightCheck> verdicts)
{
    /// <summary>Fails when a check did, else says what they found.</summary>
    /// <exception cref="PreflightException">A check failed that is not ignored.</exception>
    public void Settle(PhaseReport report, bool stopsOnFailure)
    {
        if (stopsOnFailure && verdicts.Any(v => v.Outcome == PreflightOutcome.Failed))
        {
            throw new PreflightException(verdicts);
        }

        foreach (var verdict in verdicts)
        {
            Announce(verdict, report);
        }
    }

    private static void Announce(PreflightCheck verdict, PhaseReport report)
    {
        foreach (var detail in verdict.Details)
        {
            report.Verbose($"{verdict.Name}: {detail}");
        }

        var prefix = verdict.Outcome == PreflightOutcome.Failed ? "would fail: " : "";
        foreach (var message in verdict.Errors.Concat(verdict.Warnings))
        {
            report.Warn($"[preflight] {verdict.Name}: {prefix}{message}");
        }
    }
}
