using System.Management.Automation;
using Kubeadm.Engine.Workflows.Join;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Turns this machine into a node of a cluster, as <c>kubeadm join</c> does.</summary>
[Cmdlet(VerbsCommon.Join, "KubeNode", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(KubeNode))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class JoinKubeNodeCommand : JoinCommand, IDynamicParameters
{
    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Begin() => RememberTyped();

    private protected override void Process()
    {
        if (!ConfigurationSources.IsConfiguration(InputObject))
        {
            Join();
            return;
        }

        // Its documents come one by one and are read as one.
        TakeConfiguration(InputObject, nameof(InputObject));
        InputObject = null;
    }

    private protected override void RunConfigured() => Join();

    private void Join()
    {
        var request = CreateRequest(this);
        var target = OwnName is null ? "this machine" : $"this machine ({OwnName})";
        if (ShouldRun(target, "Join a Kubernetes cluster", IsDryRun, WorkflowPreview.Of(engine => new JoinWorkflow(engine.Ports, engine.Observer), request)))
        {
            WriteObject(RunEngine((engine, token) => new JoinWorkflow(engine.Ports, engine.Observer).RunAsync(request, token)));
        }
    }
}
