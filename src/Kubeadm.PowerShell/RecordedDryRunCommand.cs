using System.Management.Automation;

namespace Kubeadm.PowerShell;

/// <summary>A cmdlet that writes files; its dry run keeps what would have been written.</summary>
public abstract class RecordedDryRunCommand : DryRunCommand
{
    /// <summary>The folder for what a dry run would have written.</summary>
    [Parameter]
    public string? DryRunPath { get; set; }

    /// <summary>A folder for a dry run's output means a dry run.</summary>
    private protected override bool IsDryRun => DryRun || DryRunPath is not null;
}
