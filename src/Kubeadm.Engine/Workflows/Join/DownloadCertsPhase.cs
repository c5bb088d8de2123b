using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>Downloads the certificates that all control-plane nodes share from the cluster, where <c>init</c> has uploaded them.</summary>
public sealed class DownloadCertsPhase : Phase<JoinContext>
{
    /// <inheritdoc/>
    public override string Name => "download-certs";

    /// <inheritdoc/>
    public override string Description => $"Download the certificates that control-plane nodes share from the Secret {ClusterNames.KubeadmCerts}";

    /// <inheritdoc/>
    public override string? SkipReason(JoinContext context) =>
        context.Configuration.ControlPlane is { CertificateKey.Length: 0 } ? "there is no certificate key" : null;

    /// <inheritdoc/>
    public override async Task RunAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var target = await context.GetTargetAsync(report, cancellationToken);
        var key = CertificateKey.Parse(context.Configuration.ControlPlane!.CertificateKey);
        report.Info($"[download-certs] Downloading the certificates in Secret \"{ClusterNames.KubeadmCerts}\" in the \"{ClusterNamespaces.System}\" Namespace");
        var data = await CertificatesSecret.ReadAsync(target.Objects, cancellationToken);
        report.Info($"[download-certs] Saving the certificates to the folder: \"{target.Configuration.Cluster.CertificatesDir}\"");
        report.Add(new UploadedCertificates(context.Node.Files).Restore(target.Configuration.Cluster, data, key));
    }
}
