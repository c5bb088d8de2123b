using System.Management.Automation;

namespace Kubeadm.PowerShell.Phases;

/// <summary>The parameters that phases of every workflow take, for a pipeline whose objects bring the workflow.</summary>
internal sealed class PipedPhaseParameters : DryRunCommand
{
    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter(Position = 0)]
    [Alias("Path")]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter]
    public string[]? LiteralPath { get; set; }

    /// <summary>Sends each change to the operating system's log too.</summary>
    [Parameter]
    public SwitchParameter Journal { get; set; }
}
