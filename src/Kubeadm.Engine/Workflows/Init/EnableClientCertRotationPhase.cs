using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Points the kubelet's kubeconfig to the certificate that the kubelet renews itself.</summary>
public sealed class EnableClientCertRotationPhase : Phase<InitContext>
{
    /// <inheritdoc/>
    public override string Name => "enable-client-cert-rotation";

    /// <inheritdoc/>
    public override string Description => "Enable the rotation of the kubelet's client certificate";

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var registration = context.Configuration.NodeRegistration;
        var change = new KubeletKubeconfig(context.Node.Files).PointToRotatedCertificate(KubernetesPaths.KubeletKubeconfig, registration);
        if (change is null)
        {
            report.Verbose($"The kubelet does not rotate its client certificate: there is no {KubeletKubeconfig.RotatedCertificatePath(registration)}.");
            return;
        }

        report.Info($"[kubelet-finalize] Updating \"{KubernetesPaths.KubeletKubeconfig}\" to point to a rotatable kubelet client certificate and key");
        report.Add(change);
        if (change.Action != ChangeAction.Unchanged)
        {
            await context.Kubelet.RestartAsync(report, cancellationToken);
        }
    }
}
