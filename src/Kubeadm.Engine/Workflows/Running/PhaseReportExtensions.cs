using Kubeadm.Engine.Cleanup;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>Takes the results of rooms into a phase's report.</summary>
internal static class PhaseReportExtensions
{
    /// <summary>Takes down what was done to certificates or kubeconfigs.</summary>
    public static void Add(this PhaseReport report, PkiResult result)
    {
        foreach (var warning in result.Warnings)
        {
            report.Warn(warning);
        }

        foreach (var line in result.Lines)
        {
            report.Info(line);
        }

        report.Add(result.Changes);
    }

    /// <summary>Takes down what was removed; what could not be is left, and a warning tells so.</summary>
    public static void Add(this PhaseReport report, CleanupResult result)
    {
        report.Add(result.Changes);
        foreach (var failure in result.Failures)
        {
            report.Leave(failure);
            report.Warn(failure.ToString());
        }
    }

    /// <summary>Says which patches were applied to a target.</summary>
    public static void AddPatches(this PhaseReport report, string target, IEnumerable<PatchFile> applied)
    {
        foreach (var file in applied)
        {
            report.Info($"[patches] Applied patch of type \"{file.MediaType}\" to target \"{target}\"");
        }
    }
}
