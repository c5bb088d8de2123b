using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Checks the machine, then pulls the images that the control plane needs.</summary>
public sealed class PreflightPhase : Phase<InitContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "preflight";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Check that the node can become a control plane, and pull its images";

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info("[preflight] Running pre-flight checks");
        var checks = new WorkflowChecks(context.Ports.Observed, context.Runtime).ForInit(context.Configuration);
        var verdicts = await context.Preflight.RunAsync(checks, cancellationToken);
        var traces = new OwnTraces([.. NodeTraces.ControlPlane(context.Configuration, context.Configured.StaticPods.IsOn), NodeTraces.Kubelet(context.Configured.KubeletFiles)]);
        context.Preflight.Settle(await traces.ExcuseAsync(verdicts, cancellationToken), report);
        await context.Preflight.PullImagesAsync(context.Configuration, context.Runtime, report, cancellationToken);
    }
}
