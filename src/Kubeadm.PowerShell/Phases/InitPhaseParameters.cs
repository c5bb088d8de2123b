using System.Management.Automation;
using Kubeadm.Engine.Workflows.Init;

namespace Kubeadm.PowerShell.Phases;

/// <summary>The parameters of phases of <c>init</c>.</summary>
internal sealed class InitPhaseParameters : InitWorkflowCommand, IPhaseParameters
{
    /// <summary>The kubeconfig for talking to the cluster.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>The folder that kubeconfig files are written to.</summary>
    [Parameter]
    public string? KubeconfigDir { get; set; }

    /// <summary>Returns the objects of add-on phases as YAML and applies nothing.</summary>
    [Parameter]
    public SwitchParameter PrintManifest { get; set; }

    /// <inheritdoc/>
    public PhaseWork Prepare(KubeadmCommand running, string[] phases)
    {
        var request = CreateRequest(running) with
        {
            Phases = phases,
            Kubeconfig = running.ResolveOptionalPath(Kubeconfig),
            KubeconfigDirectory = running.ResolveOptionalPath(KubeconfigDir),
        };
        return PrintManifest
            ? new PhaseWork(async (engine, emit, token) =>
                (await new InitWorkflow(engine.Ports, engine.Quietly().Observer).RenderAsync(request, token)).ToList().ForEach(emit))
            : PhaseWork.Of(engine => new InitWorkflow(engine.Ports, engine.Observer), request) with { HasConsent = IsDryRun };
    }
}
