using System.Management.Automation;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Workflows.Upgrade;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell;

/// <summary>The parameters that the upgrades of a first control-plane node and of any other node share, and their phases when they run by themselves.</summary>
public abstract class UpgradeCommand : RecordedDryRunCommand
{
    private bool? _certificateRenewal;
    private bool? _etcdUpgrade;

    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter]
    [Alias("Path")]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter]
    public string[]? LiteralPath { get; set; }

    /// <summary>Renews the certificates of components that are replaced; on unless it is turned off.</summary>
    [Parameter]
    public SwitchParameter CertificateRenewal { get => _certificateRenewal ?? true; set => _certificateRenewal = value; }

    /// <summary>Upgrades etcd too; on unless it is turned off.</summary>
    [Parameter]
    public SwitchParameter EtcdUpgrade { get => _etcdUpgrade ?? true; set => _etcdUpgrade = value; }

    /// <summary>Preflight checks whose errors are shown as warnings; all means every one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    [SupportsWildcards]
    public string[]? IgnorePreflightError { get; set; }

    /// <summary>Sends each change to the operating system's log too.</summary>
    [Parameter]
    public SwitchParameter Journal { get; set; }

    /// <summary>The kubeconfig with which the cluster is reached.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>The folder of patches.</summary>
    [Parameter]
    public string? Patches { get; set; }

    /// <summary>Phases to leave out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    [SupportsWildcards]
    public string[]? SkipPhase { get; set; }

    /// <summary>Has a dry run print what would be written and leave its files as kubeadm does: by their names in one folder.</summary>
    [Parameter]
    public SwitchParameter DryRunAsKubeadm { get; set; }

    /// <summary>What was asked for, of whichever node.</summary>
    /// <param name="running">The cmdlet that runs, whose session knows what a relative path means: this one, or the one that took its parameters.</param>
    /// <param name="workflow">Which upgrade it is.</param>
    internal UpgradeRequest CreateRequest(KubeadmCommand running, string workflow = WorkflowName.UpgradeNode) => new()
    {
        Configuration = running.ReadConfiguration(Config, LiteralPath),
        Kubeconfig = running.ResolveOptionalPath(Kubeconfig),

        // Who names a kubeconfig wants to know of the cluster that it leads to; kubeadm makes no such difference.
        NeedsCluster = Kubeconfig is not null && !DryRunAsKubeadm,
        CertificateRenewal = _certificateRenewal,
        EtcdUpgrade = _etcdUpgrade,
        DryRun = IsDryRun,
        Journal = Journal,
        DryRunPath = running.ResolveOptionalPath(DryRunPath),
        DryRunForm = DryRunAsKubeadm ? DryRunForm.Kubeadm : DryRunForm.Folders,
        IgnorePreflightErrors = running.ExpandChecks(IgnorePreflightError),
        PatchesDirectory = running.ResolveOptionalPath(Patches),
        SkipPhases = running.ExpandPhases(SkipPhase, workflow),
    };
}
