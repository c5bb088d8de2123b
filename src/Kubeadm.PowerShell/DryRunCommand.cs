using System.Management.Automation;
using Kubeadm.Engine.Recording;

namespace Kubeadm.PowerShell;

/// <summary>A cmdlet that changes something and can only say so instead.</summary>
public abstract class DryRunCommand : KubeadmCommand
{
    /// <summary>Does everything but the doing.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <summary>Has a dry run print what would be written and leave its files as kubeadm does: by their names in one folder.</summary>
    [Parameter]
    public SwitchParameter DryRunAsKubeadm { get; set; }

    /// <summary>How a dry run shows what would have been written.</summary>
    private protected DryRunForm DryRunForm => DryRunAsKubeadm ? DryRunForm.Kubeadm : DryRunForm.Folders;

    /// <summary>Whether nothing is really done.</summary>
    private protected virtual bool IsDryRun => DryRun;
}
