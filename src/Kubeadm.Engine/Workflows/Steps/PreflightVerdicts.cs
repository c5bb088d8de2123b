using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>What the checks of a node found.</summary>
internal sealed class PreflightVerdicts(IReadOnlyList<PreflightCheck> verdicts)
{
    /// <summary>Fails when a check did, else says what they found.</summary>
    /// <remarks>A dry run goes on where the run itself would stop: it is made on other machines too, and says what would be in the way.</remarks>
    /// <exception cref="PreflightException">A check failed that is not ignored.</exception>
    public void Settle(PhaseReport report, bool isDryRun)
    {
        if (!isDryRun && verdicts.Any(v => v.Outcome == PreflightOutcome.Failed))
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
