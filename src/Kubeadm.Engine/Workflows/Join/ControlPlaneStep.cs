using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>A phase that only a joining control plane has.</summary>
/// <param name="name">The last part of its path, as kubeadm names it.</param>
/// <param name="description">What it does, in a line.</param>
public abstract class ControlPlaneStep(string name, string description) : Phase<JoinContext>
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Description => description;

    /// <inheritdoc/>
    public override string? SkipReason(JoinContext context) => context.IsControlPlane ? null : "the node joins as a worker";
}
