using System.Management.Automation;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Workflows.Reset;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Takes this machine out of its cluster and removes what init or join made on it, as <c>kubeadm reset</c> does.</summary>
[Cmdlet(VerbsCommon.Reset, "KubeNode", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(PhaseResult))]
public sealed class ResetKubeNodeCommand : DryRunCommand
{
    private const string Caption = "Reset this machine";

    /// <summary>Paths of kubeadm configuration files; several are read as one.</summary>
    [Parameter(Position = 0)]
    [Alias("Path")]
    public string[]? Config { get; set; }

    /// <summary>The folder of certificates, which is emptied.</summary>
    [Parameter]
    public string? CertDir { get; set; }

    /// <summary>Empties kubeadm's temporary folder too.</summary>
    [Parameter]
    public SwitchParameter CleanupTmpDir { get; set; }

    /// <summary>The container runtime's socket.</summary>
    [Parameter]
    public string? CriSocket { get; set; }

    /// <summary>Goes on without a question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Checks whose errors do not count; all means every one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    public string[]? IgnorePreflightError { get; set; }

    /// <summary>The kubeconfig with which the cluster is asked for its configuration.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>Phases to leave out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    public string[]? SkipPhase { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var request = CreateRequest();
        if (IsWhatIf)
        {
            TellWhatWouldGo(request);
        }
        else if (Force || DryRun || HasConsent(request))
        {
            WriteObject(RunEngine((engine, token) => new ResetWorkflow(engine.Ports, engine.Observer).RunAsync(request, token)).Phases, enumerateCollection: true);
        }
    }

    private ResetRequest CreateRequest() => new()
    {
        Configuration = ReadConfiguration(Config),
        Flags = new ResetFlags { CertDir = CertDir, CriSocket = CriSocket, CleanupTmpDir = CleanupTmpDir.IsPresent ? true : null },
        DryRun = DryRun,
        IgnorePreflightErrors = IgnorePreflightError ?? [],
        Kubeconfig = Kubeconfig is null ? null : ResolvePath(Kubeconfig),
        SkipPhases = SkipPhase ?? [],
    };

    /// <summary>A dry run looks at what is there, so that each thing that would go has a line of its own.</summary>
    private void TellWhatWouldGo(ResetRequest request)
    {
        var plan = RunEngine((engine, token) => new ResetWorkflow(engine.Ports, engine.Quietly().Observer).RunAsync(request with { DryRun = true }, token));
        foreach (var change in plan.Removed)
        {
            ShouldProcess(change.Target, $"{change.Action} {change.Kind}");
        }
    }

    /// <summary>By the configuration, which may say force or dryRun, or by a person.</summary>
    private bool HasConsent(ResetRequest request) =>
        !RunEngine((engine, token) => new ResetWorkflow(engine.Ports, engine.Observer).NeedsConsentAsync(request, token))
        || ShouldProcess("Resetting this machine", "What init or join made on this machine is removed, etcd's data too. Are you sure you want to proceed?", Caption);
}
