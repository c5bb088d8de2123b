using System.Management.Automation;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Turns this machine into the first control-plane node of a cluster, as <c>kubeadm init</c> does.</summary>
[Cmdlet(VerbsData.Initialize, "KubeCluster", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(KubeCluster))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class InitializeKubeClusterCommand : InitWorkflowCommand, IDynamicParameters
{
    /// <summary>Returns the secrets of how to join as text, which JSON, CSV and lists then show.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>A configuration from the pipeline: files, documents, hashtables and paths; all that come are read as one.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Process() => TakeConfiguration(InputObject, nameof(InputObject));

    private protected override void RunConfigured()
    {
        var request = CreateRequest(this);
        if (ShouldRun(request, "Initialize a Kubernetes control plane", NodeName is null ? "this machine" : $"this machine ({NodeName})"))
        {
            var cluster = RunEngine((engine, token) => new InitWorkflow(engine.Ports, engine.Observer).RunAsync(request, token));
            WriteObject(AsPlainText ? cluster.AsPlainText() : cluster);
        }
    }
}
