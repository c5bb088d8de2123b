using System.Management.Automation;
using Kubeadm.Engine.Operations.Preflight;
using Kubeadm.PowerShell.Completers;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Checks whether this machine can take part in a workflow. Changes nothing of the machine.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KubeNode")]
[OutputType(typeof(PreflightCheck), typeof(bool))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class TestKubeNodeCommand : KubeadmCommand, IDynamicParameters
{
    /// <summary>The workflow that the machine is checked for.</summary>
    [Parameter]
    [ValidateSet(NodeCheckWorkflow.Init, NodeCheckWorkflow.Join, NodeCheckWorkflow.Upgrade)]
    public string Workflow { get; set; } = NodeCheckWorkflow.Init;

    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter(Position = 0)]
    [Alias("Path")]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter]
    public string[]? LiteralPath { get; set; }

    /// <summary>The container runtime's socket.</summary>
    [Parameter]
    public string? CriSocket { get; set; }

    /// <summary>The version of Kubernetes that the machine is to run.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VersionCompleter))]
    public string? KubernetesVersion { get; set; }

    /// <summary>Checks whose errors do not count; all means every one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    [SupportsWildcards]
    public string[]? IgnorePreflightError { get; set; }

    /// <summary>The kubeconfig with which the cluster is reached; only an upgrade's checks look at it.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>Returns whether it passes, and nothing else.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>A configuration from the pipeline: files, documents, hashtables and paths; all that come are read as one.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Process() => TakeConfiguration(InputObject, nameof(InputObject));

    private protected override void RunConfigured()
    {
        var request = new NodeCheckRequest
        {
            Workflow = Workflow,
            Configuration = ReadConfiguration(Config, LiteralPath),
            CriSocket = CriSocket,
            KubernetesVersion = KubernetesVersion,
            Kubeconfig = ResolveOptionalPath(Kubeconfig),
            IgnorePreflightErrors = ExpandChecks(IgnorePreflightError),
        };
        var checks = RunEngine((engine, token) => new NodeChecks(engine.Ports, engine.Observer).RunAsync(request, token));
        WriteObject(Quiet ? !checks.Any(check => check.Outcome == PreflightOutcome.Failed) : checks, enumerateCollection: true);
    }
}
