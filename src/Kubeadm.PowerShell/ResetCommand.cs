using System.Management.Automation;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Workflows.Reset;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell;

/// <summary>The parameters of <c>kubeadm reset</c>, which its phases take too when they run by themselves, and the request that they make.</summary>
public abstract class ResetCommand : DryRunCommand
{
    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter(Position = 0)]
    [Alias("Path")]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter]
    public string[]? LiteralPath { get; set; }

    /// <summary>Folders that may be emptied whatever is in them.</summary>
    [Parameter]
    [ValidateLength(1, int.MaxValue)]
    public string[]? AllowDirectory { get; set; }

    /// <summary>The folder of certificates, which is emptied.</summary>
    [Parameter]
    public string? CertDir { get; set; }

    /// <summary>Empties kubeadm's temporary folder too.</summary>
    [Parameter]
    public SwitchParameter CleanupTmpDir { get; set; }

    /// <summary>The container runtime's socket.</summary>
    [Parameter]
    public string? CriSocket { get; set; }

    /// <summary>Continues without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Checks whose errors do not count; all means every one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    [SupportsWildcards]
    public string[]? IgnorePreflightError { get; set; }

    /// <summary>Sends each change to the operating system's log too.</summary>
    [Parameter]
    public SwitchParameter Journal { get; set; }

    /// <summary>The kubeconfig with which the cluster is asked for its configuration.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>Phases to leave out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    [SupportsWildcards]
    public string[]? SkipPhase { get; set; }

    /// <summary>What was asked for.</summary>
    /// <param name="running">The cmdlet that runs, whose session knows what a relative path means: this one, or the one that took its parameters.</param>
    internal ResetRequest CreateRequest(KubeadmCommand running) => new()
    {
        Configuration = running.ReadConfiguration(Config, LiteralPath),
        Flags = new ResetFlags { CertDir = running.ResolveFieldPath(CertDir), CriSocket = CriSocket, CleanupTmpDir = CleanupTmpDir.IsPresent ? true : null },
        AllowedDirectories = [.. (AllowDirectory ?? []).Select(running.ResolvePath)],
        DryRun = DryRun,
        Journal = Journal,
        IgnorePreflightErrors = running.ExpandChecks(IgnorePreflightError),
        Kubeconfig = running.ResolveOptionalPath(Kubeconfig),
        SkipPhases = running.ExpandPhases(SkipPhase, WorkflowName.Reset),
    };
}
