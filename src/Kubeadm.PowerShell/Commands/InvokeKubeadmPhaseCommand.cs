using System.Management.Automation;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.PowerShell.Completers;
using Kubeadm.PowerShell.Phases;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Runs phases of a workflow by themselves, as <c>kubeadm init phase …</c>, <c>join phase …</c> and <c>reset phase …</c> do.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "KubeadmPhase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(PhaseResult), typeof(string))]
[DynamicParameters(nameof(Workflow), "Init", typeof(InitPhaseParameters))]
[DynamicParameters(nameof(Workflow), "Join", typeof(JoinPhaseParameters))]
[DynamicParameters(nameof(Workflow), "Reset", typeof(ResetPhaseParameters))]
[DynamicParameters(nameof(Workflow), "UpgradeApply", typeof(UpgradeApplyPhaseParameters))]
[DynamicParameters(nameof(Workflow), "UpgradeNode", typeof(UpgradeNodePhaseParameters))]
public sealed class InvokeKubeadmPhaseCommand : KubeadmCommand, IDynamicParameters
{
    // An int, since a field of an enum of the engine would have the engine loaded before the module can say where it is.
    private int? _workflow;

    private IPhaseParameters? _typed;
    private PipedPhaseParameters? _piped;

    /// <summary>The workflow.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateSet("Init", "Join", "Reset", "UpgradeApply", "UpgradeNode")]
    public WorkflowName Workflow { get => (WorkflowName)(_workflow ?? 0); set => _workflow = (int)value; }

    /// <summary>Paths of phases; a group means all phases in it.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    public string[] Phase { get; set; } = [];

    /// <summary>
    /// The parameters of the workflow. PowerShell asks when it has bound the command line: where the workflow is not on it, objects of the
    /// pipeline will bring it, each its own, and only what all workflows take can be offered.
    /// </summary>
    public object GetDynamicParameters() => _workflow is null ? _piped = new PipedPhaseParameters() : _typed = CreateParameters();

    /// <inheritdoc/>
    protected override void BeginProcessing() => _typed?.Begin();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var work = Prepare();
        if (work.Plan is null || ShouldRun("this machine", $"Run {Workflow} phase {string.Join(", ", Phase)}", work.HasConsent, work.Plan))
        {
            WriteObject(RunEngine(work.Run), enumerateCollection: true);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _typed?.Dispose();
            _piped?.Dispose();
        }

        base.Dispose(disposing);
    }

    private PhaseWork Prepare()
    {
        if (_typed is not null)
        {
            return _typed.Prepare(this, Phase);
        }

        using var parameters = CreateParameters();
        (parameters.Config, parameters.DryRun) = (_piped!.Config, _piped.DryRun);
        return parameters.Prepare(this, Phase);
    }

    private IPhaseParameters CreateParameters()
    {
        var declared = DynamicParametersAttribute.Of(GetType()).Single(parameters => parameters.Value == Workflow.ToString());
        return (IPhaseParameters)Activator.CreateInstance(declared.Class)!;
    }
}
