using System.Management.Automation;
using Kubeadm.Engine.Recording;

namespace Kubeadm.PowerShell;

/// <summary>A cmdlet that writes to the cluster alone; its dry run can print that as kubeadm does.</summary>
public abstract class PrintedDryRunCommand : DryRunCommand
{
    /// <summary>Makes a dry run print what would be written, and leave its files as kubeadm does: by their names in one folder.</summary>
    [Parameter]
    public SwitchParameter DryRunAsKubeadm { get; set; }

    /// <summary>How a dry run shows what would have been written.</summary>
    private protected DryRunForm DryRunForm => DryRunAsKubeadm ? DryRunForm.Kubeadm : DryRunForm.Folders;
}
