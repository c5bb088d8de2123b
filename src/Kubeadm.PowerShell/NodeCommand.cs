using System.Management.Automation;
using Kubeadm.Engine.Recording;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell;

/// <summary>The parameters about a node that <c>kubeadm init</c> and <c>kubeadm join</c> share.</summary>
public abstract class NodeCommand : RecordedDryRunCommand
{
    /// <summary>The address that the node's API server advertises.</summary>
    [Parameter]
    public string? ApiserverAdvertiseAddress { get; set; }

    /// <summary>The port of the node's API server.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? ApiserverBindPort { get; set; }

    /// <summary>The container runtime's socket.</summary>
    [Parameter]
    public string? CriSocket { get; set; }

    /// <summary>Preflight checks whose errors are shown as warnings; all means every one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    public string[]? IgnorePreflightError { get; set; }

    /// <summary>The node's name.</summary>
    [Parameter]
    public string? NodeName { get; set; }

    /// <summary>The folder of patches.</summary>
    [Parameter]
    public string? Patches { get; set; }

    /// <summary>Makes a dry run print what would be written, and leave its files as kubeadm does: by their names in one folder.</summary>
    [Parameter]
    public SwitchParameter DryRunAsKubeadm { get; set; }

    /// <summary>How a dry run shows what would have been written.</summary>
    private protected DryRunForm DryRunForm => DryRunAsKubeadm ? DryRunForm.Kubeadm : DryRunForm.Folders;
}
