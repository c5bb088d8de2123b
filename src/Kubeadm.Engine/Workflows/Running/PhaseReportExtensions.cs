using Kubeadm.Engine.Cleanup;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>Adds the results of rooms to a phase's report.</summary>
internal static class PhaseReportExtensions
{
    /// <summary>Records what was done to certificates or kubeconfigs.</summary>
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

    /// <summary>Records what was removed; what could not be removed becomes a warning.</summary>
    public static void Add(this PhaseReport report, CleanupResult result)
    {
        report.Add(result.Changes);
        foreach (var failure in result.Failures)
        {
            report.Leave(failure);
            report.Warn(failure.ToString());
        }
    }

    /// <summary>Reports which patches were applied to a target.</summary>
    public static void AddPatches(this PhaseReport report, string target, IEnumerable<PatchFile> applied)
    {
        foreach (var file in applied)
        {
            report.Info($"[patches] Applied patch of type \"{file.MediaType}\" to target \"{target}\"");
        }
    }
}
