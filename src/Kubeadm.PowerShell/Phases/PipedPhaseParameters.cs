using System.Management.Automation;

namespace Kubeadm.PowerShell.Phases;

/// <summary>The parameters that phases of every workflow take, for a pipeline whose objects bring the workflow.</summary>
internal sealed class PipedPhaseParameters : DryRunCommand
{
    /// <summary>Paths of kubeadm configuration files; several are read as one.</summary>
    [Parameter(Position = 0)]
    [Alias("Path")]
    public string[]? Config { get; set; }
}
