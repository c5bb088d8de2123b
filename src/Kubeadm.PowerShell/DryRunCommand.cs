using System.Management.Automation;

namespace Kubeadm.PowerShell;

/// <summary>A cmdlet that changes something and can only say so instead.</summary>
public abstract class DryRunCommand : KubeadmCommand
{
    /// <summary>Reports what would be done, and changes nothing.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <summary>Whether nothing is really done.</summary>
    private protected virtual bool IsDryRun => DryRun;
}
