using System.Management.Automation;
using Kubeadm.Engine.Recording;

namespace Kubeadm.PowerShell;

/// <summary>The parameters about a node that certificates depend on, which <c>kubeadm init</c> and <c>kubeadm join</c> share.</summary>
public abstract class NodeCommand : RecordedDryRunCommand
{
    /// <summary>The address that the node's API server advertises.</summary>
    [Parameter]
    public string? ApiServerAdvertiseAddress { get; set; }

    /// <summary>The node's name.</summary>
    [Parameter]
    public virtual string? NodeName { get; set; }

    /// <summary>Has a dry run print what would be written and leave its files as kubeadm does: by their names in one folder.</summary>
    [Parameter]
    public SwitchParameter DryRunAsKubeadm { get; set; }

    /// <summary>How a dry run shows what would have been written.</summary>
    private protected DryRunForm DryRunForm => DryRunAsKubeadm ? DryRunForm.Kubeadm : DryRunForm.Folders;
}
