using System.Management.Automation;
using Kubeadm.Engine.Workflows.Reset;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Removes this machine from its cluster, and what init or join made on it, as <c>kubeadm reset</c> does.</summary>
[Cmdlet(VerbsCommon.Reset, "KubeNode", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(PhaseResult))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class ResetKubeNodeCommand : ResetCommand, IDynamicParameters
{
    private const string Caption = "Reset this machine";

    /// <summary>A configuration from the pipeline: files, documents, hashtables and paths; all that come are read as one.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Process() => TakeConfiguration(InputObject, nameof(InputObject));

    private protected override void RunConfigured()
    {
        var request = CreateRequest(this);
        if (IsWhatIf)
        {
            TellWhatWouldGo(request);
        }
        else if (Force || DryRun || HasConsent(request))
        {
            WriteObject(RunEngine((engine, token) => new ResetWorkflow(engine.Ports, engine.Observer).RunAsync(request, token)).Phases, enumerateCollection: true);
        }
    }

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
