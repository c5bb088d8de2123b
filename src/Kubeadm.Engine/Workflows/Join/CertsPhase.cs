using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>The certificates and keys that belong to this control-plane node alone.</summary>
public sealed class CertsPhase() : ControlPlaneStep("certs", "Generate the certificates of the new control plane")
{
    /// <inheritdoc/>
    public override async Task RunAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var target = await context.GetTargetAsync(report, cancellationToken).ConfigureAwait(false);
        report.Info($"[certs] Using certificateDir folder \"{target.Configuration.Cluster.CertificatesDir}\"");
        report.Add(await context.Certificates.EnsureAllForJoinAsync(target.Configuration, cancellationToken).ConfigureAwait(false));
    }
}
