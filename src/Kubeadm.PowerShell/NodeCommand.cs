using System.Management.Automation;
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
}
