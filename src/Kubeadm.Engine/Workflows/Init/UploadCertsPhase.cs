using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Uploads the certificates that control-plane nodes share, encrypted, when asked to.</summary>
public sealed class UploadCertsPhase : Phase<InitContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "upload-certs";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => $"Store the control plane's certificates, encrypted, in the Secret {ClusterNames.KubeadmCerts}";

    /// <inheritdoc/>
    public override string SkipLine => "[upload-certs] Skipping phase. Please see --upload-certs";

    /// <inheritdoc/>
    public override string? SkipReason(InitContext context) => context.Request.UploadCerts ? null : "it was not asked for (UploadCerts)";

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var cluster = await context.Cluster.ConnectAsync(report, cancellationToken);
        var configuration = context.Configuration;
        if (configuration.CertificateKey.Length == 0)
        {
            configuration.CertificateKey = CertificateKey.Create();
        }

        var (expires, changes) = await CertificatesSecretWriter.StoreAsync(
            cluster, configuration.Cluster, configuration.CertificateKey, context.Node.Files, report.Info, cancellationToken);
        context.CertificateKeyExpires = expires;
        report.Add(changes);
        if (!context.Request.SkipCertificateKeyPrint)
        {
            report.Info("[upload-certs] Using certificate key:");
            report.Info(configuration.CertificateKey);
        }
    }
}
