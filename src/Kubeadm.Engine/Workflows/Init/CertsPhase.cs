using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>All certificates and keys.</summary>
public sealed class CertsPhase() : PhaseGroup<InitContext>(
    "certs",
    "Generate the cluster's certificates and keys",
    [.. CertificateCatalog.All.Select(spec => new CertificatePhase(spec)), new ServiceAccountKeyPhase()])
{
    /// <inheritdoc/>
    public override Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info($"[certs] Using certificateDir folder \"{context.Configuration.Cluster.CertificatesDir}\"");
        return Task.CompletedTask;
    }
}
