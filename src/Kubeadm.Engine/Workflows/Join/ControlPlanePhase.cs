using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>The static Pods of API server, controller manager and scheduler.</summary>
public sealed class ControlPlanePhase() : ControlPlaneStep("control-plane", "Generate the static Pod manifests of the new control plane")
{
    /// <inheritdoc/>
    public override async Task RunAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var target = await context.GetTargetAsync(report, cancellationToken).ConfigureAwait(false);
        report.Info($"[control-plane] Using manifest folder \"{KubernetesPaths.ManifestsDirectory}\"");
        foreach (var component in ControlPlaneComponents.ControlPlane)
        {
            report.Info($"[control-plane] Creating static Pod manifest for \"{component}\"");
            target.StaticPods.Ensure(component, report);
        }
    }
}
