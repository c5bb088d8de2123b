using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>The static Pod of one component of the control plane.</summary>
/// <param name="name">kubeadm's name of the phase.</param>
/// <param name="component">The component.</param>
public sealed class ControlPlaneComponentPhase(string name, string component) : Phase<IConfiguredNodeContext>
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Description => $"Generate the static Pod manifest of {component}";

    /// <inheritdoc/>
    public override async Task RunAsync(IConfiguredNodeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var node = await context.ConfigureAsync(report, cancellationToken);
        report.Info($"[control-plane] Creating static Pod manifest for \"{component}\"");
        node.StaticPods.Ensure(component, report);
    }
}
