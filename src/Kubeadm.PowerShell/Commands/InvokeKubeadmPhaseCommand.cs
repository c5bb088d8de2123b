using System.Management.Automation;
using Kubeadm.Engine.Workflows;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Runs phases of a workflow by themselves, as <c>kubeadm init phase …</c> does.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "KubeadmPhase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(PhaseResult), typeof(string))]
public sealed class InvokeKubeadmPhaseCommand : InitCommand
{
    // An int, since a field of an enum of the engine would have the engine loaded before the module can say where it is.
    private int _workflow;

    /// <summary>The workflow.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateSet("Init")]
    public WorkflowName Workflow { get => (WorkflowName)_workflow; set => _workflow = (int)value; }

    /// <summary>Paths of phases; a group means all phases in it.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    public string[] Phase { get; set; } = [];

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
        var request = CreateRequest() with
        {
            Phases = Phase,
            Kubeconfig = Kubeconfig is null ? null : ResolvePath(Kubeconfig),
            KubeconfigDirectory = KubeconfigDir is null ? null : ResolvePath(KubeconfigDir),
        };
        if (PrintManifest)
        {
            WriteManifests(request);
            return;
        }

        if (ShouldRun(request, $"Run {Workflow} phase {string.Join(", ", Phase)}"))
        {
            var results = RunEngine((observer, token) => new InitWorkflow(EnginePorts.CreateLocal(), observer).RunPhasesAsync(request, token));
            WriteObject(results, enumerateCollection: true);
        }
    }

    /// <summary>The objects are those that a dry run records. It makes a kubeconfig for itself, so that none has to be there.</summary>
    private void WriteManifests(InitRequest request)
    {
        var folder = Directory.CreateTempSubdirectory("kubeadm-manifests-");
        try
        {
            var kubeconfigs = Path.Combine(folder.FullName, "kubeconfig");
            var recording = request with
            {
                DryRun = true,
                DryRunPath = Path.Combine(folder.FullName, "run"),
                Phases = ["certs/ca", "kubeconfig/admin", .. request.Phases],
                Kubeconfig = Path.Combine(kubeconfigs, "admin.conf"),
                KubeconfigDirectory = kubeconfigs,
            };
            RunEngine((observer, token) => new InitWorkflow(EnginePorts.CreateLocal(), new QuietObserver(observer)).RunPhasesAsync(recording, token));
            var files = Directory.GetFiles(folder.FullName, "*.yaml", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "cluster")
                .Order(StringComparer.Ordinal);
            WriteObject(files.Select(File.ReadAllText), enumerateCollection: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
