using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>All kubeconfig files of a control-plane node.</summary>
public sealed class KubeconfigPhase() : PhaseGroup<InitContext>(
    "kubeconfig",
    "Generate the kubeconfig files of the administrators and of the control plane",
    new KubeconfigFilePhase("admin", "the administrator, and for kubeadm itself"),
    new KubeconfigFilePhase("super-admin", "the break-glass administrator"),
    new KubeconfigFilePhase("kubelet", "the kubelet, until it has a certificate of its own"),
    new KubeconfigFilePhase("controller-manager", "the controller manager"),
    new KubeconfigFilePhase("scheduler", "the scheduler"))
{
    /// <inheritdoc/>
    public override Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info($"[kubeconfig] Using kubeconfig folder \"{context.KubeconfigDirectory}\"");
        return Task.CompletedTask;
    }
}
