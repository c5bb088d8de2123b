using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>The kubeconfig files of a control-plane node.</summary>
public sealed class KubeconfigPhase : PhaseGroup<IConfiguredNodeContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "kubeconfig";

    private KubeconfigPhase(string description, params IPhase<IConfiguredNodeContext>[] files)
        : base(PhaseName, description, files)
    {
    }

    /// <summary>The files of the first control-plane node.</summary>
    public static KubeconfigPhase OfFirstNode { get; } = new(
        "Generate the kubeconfig files of the administrators and of the control plane",
        new KubeconfigFilePhase("admin", "the administrator, and for kubeadm itself"),
        new KubeconfigFilePhase("super-admin", "the break-glass administrator"),
        new KubeconfigFilePhase("kubelet", "the kubelet, until it has a certificate of its own"),
        new KubeconfigFilePhase("controller-manager", "the controller manager"),
        new KubeconfigFilePhase("scheduler", "the scheduler"));

    /// <summary>The files of a further control-plane node, whose kubelet writes its own when it has its certificate.</summary>
    public static KubeconfigPhase OfFurtherNode { get; } = new(
        "Generate the kubeconfig files of the new control plane",
        new KubeconfigFilePhase("admin", "the administrator"),
        new KubeconfigFilePhase("controller-manager", "the controller manager"),
        new KubeconfigFilePhase("scheduler", "the scheduler"));

    /// <inheritdoc/>
    public override async Task RunAsync(IConfiguredNodeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var node = await context.ConfigureAsync(report, cancellationToken);
        report.Info($"[kubeconfig] Using kubeconfig folder \"{node.KubeconfigDirectory}\"");
    }
}
