using System.Management.Automation;
using Kubeadm.Engine.Workflows.Upgrade.Apply;
using Kubeadm.Engine.Workflows.Upgrade.Node;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Upgrades this machine, as <c>kubeadm upgrade apply</c> does on the first control-plane node and <c>kubeadm upgrade node</c> on every other.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "KubeUpgrade", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ParameterWays.Any)]
[OutputType(typeof(KubeUpgrade))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class InvokeKubeUpgradeCommand : UpgradeApplyCommand, IDynamicParameters
{
    private const string NodeSet = "Node";
    private const string Caption = "Upgrade this machine";

    /// <summary>Upgrades a further node: the version is that which the upgrade of the first one has put into the cluster.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NodeSet)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public SwitchParameter Node { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Process()
    {
        RequireOneWay(hasInput: true);
        if (Node)
        {
            var request = CreateRequest(this);
            Process(
                WorkflowName.UpgradeNode,
                (isRehearsal, engine, token) =>
                {
                    var workflow = new NodeWorkflow(engine.Ports, engine.Observer);
                    return isRehearsal ? workflow.RehearseAsync(request, token) : workflow.RunAsync(request, token);
                },
                (engine, token) => new NodeWorkflow(engine.Ports, engine.Observer).FindQuestionAsync(request, token));
            return;
        }

        var apply = CreateApplyRequest(this);
        Process(
            WorkflowName.UpgradeApply,
            (isRehearsal, engine, token) =>
            {
                var workflow = new ApplyWorkflow(engine.Ports, engine.Observer);
                return isRehearsal ? workflow.RehearseAsync(apply, token) : workflow.RunAsync(apply, token);
            },
            (engine, token) => new ApplyWorkflow(engine.Ports, engine.Observer).FindQuestionAsync(apply, token));
    }

    /// <param name="workflow">Which upgrade it is.</param>
    /// <param name="run">Runs the upgrade; with true it is rehearsed, whatever was asked for.</param>
    /// <param name="findQuestion">Finds which node goes to which version, where a person is to be asked.</param>
    private void Process(
        string workflow,
        Func<bool, EngineScope, CancellationToken, Task<KubeUpgrade>> run,
        Func<EngineScope, CancellationToken, Task<string?>> findQuestion)
    {
        if (IsWhatIf)
        {
            TellWhatWouldChange(workflow, RunEngine((engine, token) => run(true, engine.Quietly(), token)));
        }
        else if (!MayAsk || RunEngine(findQuestion) is not { } target || Consents(target))
        {
            WriteObject(RunEngine((engine, token) => run(false, engine, token)));
        }
    }

    private bool Consents(string target) =>
        ShouldProcess($"Upgrading {target}", $"The upgrade of {target} is about to begin. Are you sure you want to proceed?", Caption);

    /// <summary>Names what each phase of a rehearsal changed.</summary>
    private void TellWhatWouldChange(string workflow, KubeUpgrade plan)
    {
        var known = WorkflowCatalog.Describe(workflow).ToDictionary(phase => phase.Name);
        foreach (var phase in plan.Phases.Where(phase => phase.Status != PhaseStatus.Skipped && !phase.IsAsWanted))
        {
            var described = known.GetValueOrDefault(phase.Phase);
            if (described is { HasChildren: true })
            {
                continue;
            }

            ShouldProcess($"{plan.NodeName}: {phase.Phase}", described?.Description ?? $"Run the phase {phase.Phase}");
            foreach (var change in phase.Changes.Where(change => change.Action != ChangeAction.Unchanged))
            {
                ShouldProcess($"{plan.NodeName}: {phase.Phase}: {change.Target}", $"{change.Action} {change.Kind}");
            }
        }
    }
}
