using System.Management.Automation;
using Kubeadm.PowerShell.Completers;
using Kubeadm.PowerShell.Phases;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Runs phases of a workflow by themselves, as <c>kubeadm init phase …</c>, <c>join phase …</c> and <c>reset phase …</c> do.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "KubeadmPhase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ParameterWays.Any)]
[OutputType(typeof(PhaseResult), typeof(string))]
[DynamicParameters(nameof(Workflow), WorkflowName.Init, typeof(InitPhaseParameters))]
[DynamicParameters(nameof(Workflow), WorkflowName.Join, typeof(JoinPhaseParameters))]
[DynamicParameters(nameof(Workflow), WorkflowName.Reset, typeof(ResetPhaseParameters))]
[DynamicParameters(nameof(Workflow), WorkflowName.UpgradeApply, typeof(UpgradeApplyPhaseParameters))]
[DynamicParameters(nameof(Workflow), WorkflowName.UpgradeNode, typeof(UpgradeNodePhaseParameters))]
public sealed class InvokeKubeadmPhaseCommand : KubeadmCommand, IDynamicParameters
{
    private IPhaseParameters? _typed;
    private PipedPhaseParameters? _piped;

    // What the pipeline has brought so far, null where phases are typed: objects of a pipeline may then be something else, such as join information.
    private HashSet<string>? _brought;

    /// <summary>The workflow.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateSet(WorkflowName.Init, WorkflowName.Join, WorkflowName.Reset, WorkflowName.UpgradeApply, WorkflowName.UpgradeNode)]
    public string Workflow { get; set; } = "";

    /// <summary>Paths of phases; a group means all phases in it.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    [SupportsWildcards]
    public string[] Phase { get; set; } = [];

    /// <summary>
    /// The parameters of the workflow. PowerShell asks when it has bound the command line: where the workflow is not on it, objects of the
    /// pipeline will bring it, each its own, and only what all workflows take can be offered.
    /// </summary>
    public object GetDynamicParameters() => Workflow.Length == 0 ? _piped = new PipedPhaseParameters() : _typed = CreateParameters();

    private protected override void Begin()
    {
        _typed?.NoteTyped();
        _brought = MyInvocation.BoundParameters.ContainsKey(nameof(Phase)) ? null : new(StringComparer.OrdinalIgnoreCase);
    }

    private protected override void Process()
    {
        var phases = ExpandPhases(Phase, Workflow).Where(IsNew).ToArray();
        if (phases.Length == 0)
        {
            return;
        }

        var work = Prepare(phases);
        if (work.Preview is null || HasConsent(work, work.Preview, phases))
        {
            StreamEngine<object>(work.Run, WriteObject);
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

    /// <summary>Whether a phase came by the pipeline neither by itself nor with its group; Get-KubeadmPhase lists groups and then what is in them.</summary>
    private bool IsNew(string phase)
    {
        if (_brought is null)
        {
            return true;
        }

        var path = $"{Workflow}:{phase.Trim()}";
        var ways = path.Select((letter, index) => (letter, index)).Where(at => at.letter == '/').Select(at => path[..at.index]).Append(path);
        return !ways.Any(_brought.Contains) && _brought.Add(path);
    }

    private bool HasConsent(PhaseWork work, WorkflowPreview preview, string[] phases) =>
        work.Question is { } question && !work.HasConsent && !IsWhatIf
            ? !RunEngine(question.IsNeeded) || ShouldProcess(question.Description, question.Text, question.Caption)
            : ShouldRun("this machine", $"Run {Workflow} phase {string.Join(", ", phases)}", work.HasConsent, preview);

    private PhaseWork Prepare(string[] phases)
    {
        if (_typed is not null)
        {
            return _typed.Prepare(this, phases);
        }

        using var parameters = CreateParameters();
        (parameters.Config, parameters.LiteralPath, parameters.DryRun, parameters.Journal) = (_piped!.Config, _piped.LiteralPath, _piped.DryRun, _piped.Journal);
        return parameters.Prepare(this, phases);
    }

    private IPhaseParameters CreateParameters()
    {
        var declared = DynamicParametersAttribute.Of(GetType()).Single(parameters => parameters.Value.Equals(Workflow, StringComparison.OrdinalIgnoreCase));
        return (IPhaseParameters)Activator.CreateInstance(declared.Class)!;
    }
}
