using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Writes the kubelet's files and starts it with them.</summary>
public sealed class KubeletStartPhase : Phase<InitContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "kubelet-start";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Write the kubelet's settings and start or restart the kubelet";

    /// <inheritdoc/>
    public override Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken) =>
        KubeletStart.RunAsync(context, context.Configured.KubeletFiles, mustRestart: false, report, cancellationToken);
}
