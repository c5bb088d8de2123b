using System.Management.Automation;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Engine.Workflows.Reset;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Runs phases of a workflow by themselves, as <c>kubeadm init phase …</c>, <c>join phase …</c> and <c>reset phase …</c> do.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "KubeadmPhase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(PhaseResult), typeof(string))]
public sealed partial class InvokeKubeadmPhaseCommand : InitCommand
{
    // An int, since a field of an enum of the engine would have the engine loaded before the module can say where it is.
    private int _workflow;

    /// <summary>The workflow.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateSet("Init", "Join", "Reset")]
    public WorkflowName Workflow { get => (WorkflowName)_workflow; set => _workflow = (int)value; }

    /// <summary>Paths of phases; a group means all phases in it.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    public string[] Phase { get; set; } = [];

    /// <summary>Empties kubeadm's temporary folder too, with a reset.</summary>
    [Parameter]
    public SwitchParameter CleanupTmpDir { get; set; }

    /// <summary>Goes on without a question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The kubeconfig for talking to the cluster.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>The folder that kubeconfig files are written to.</summary>
    [Parameter]
    public string? KubeconfigDir { get; set; }

    /// <summary>Gives the objects of add-on phases as YAML and applies nothing.</summary>
    [Parameter]
    public SwitchParameter PrintManifest { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (PrintManifest)
        {
            var request = CreatePhaseRequest();
            var manifests = RunEngine((engine, token) => new InitWorkflow(engine.Ports, engine.Quietly().Observer).RenderAsync(request, token));
            WriteObject(manifests, enumerateCollection: true);
            return;
        }

        var work = Workflows.Prepare(this);
        if (ShouldRun("this machine", $"Run {Workflow} phase {string.Join(", ", Phase)}", IsDryRun || Force, work.Plan))
        {
            WriteObject(RunEngine(work.Run), enumerateCollection: true);
        }
    }

    /// <summary>The work of phases of <c>init</c>.</summary>
    internal PhaseWork PrepareInit()
    {
        var request = CreatePhaseRequest();
        return new PhaseWork(
            (engine, token) => new InitWorkflow(engine.Ports, engine.Observer).RunPhasesAsync(request, token),
            (engine, token) => new InitWorkflow(engine.Ports, engine.Observer).PlanAsync(request, token));
    }

    /// <summary>The work of phases of <c>reset</c>.</summary>
    internal PhaseWork PrepareReset()
    {
        var request = new ResetRequest
        {
            Configuration = ReadConfiguration(Config),
            Flags = new ResetFlags { CertDir = CertDir, CriSocket = CriSocket, CleanupTmpDir = CleanupTmpDir.IsPresent ? true : null },
            DryRun = IsDryRun,
            IgnorePreflightErrors = IgnorePreflightError ?? [],
            Kubeconfig = Kubeconfig is null ? null : ResolvePath(Kubeconfig),
            Phases = Phase,
        };
        return new PhaseWork(
            (engine, token) => new ResetWorkflow(engine.Ports, engine.Observer).RunPhasesAsync(request, token),
            (engine, token) => new ResetWorkflow(engine.Ports, engine.Observer).PlanAsync(request, token));
    }

    private InitRequest CreatePhaseRequest() => CreateRequest() with
    {
        Phases = Phase,
        Kubeconfig = Kubeconfig is null ? null : ResolvePath(Kubeconfig),
        KubeconfigDirectory = KubeconfigDir is null ? null : ResolvePath(KubeconfigDir),
    };
}
