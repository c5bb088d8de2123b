using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>One certificate with its key.</summary>
/// <param name="certificate">Which one.</param>
public sealed class CertificatePhase(CertificateSpec certificate) : Phase<IConfiguredNodeContext>
{
    /// <inheritdoc/>
    public override string Name => certificate.Name;

    /// <inheritdoc/>
    public override string Description => $"Generate \"{certificate.BaseName}\": {certificate.Description}";

    /// <inheritdoc/>
    public override string? SkipReason(IConfiguredNodeContext context) =>
        certificate.IsForEtcd && context.Configured?.Configuration.Cluster.Etcd.External is not null ? "etcd is external" : null;

    /// <inheritdoc/>
    public override string SkipLine => $"[certs] External etcd mode: Skipping {certificate.BaseName} certificate {(certificate.IsAuthority ? "authority " : "")}generation";

    /// <inheritdoc/>
    public override async Task RunAsync(IConfiguredNodeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var node = await context.ConfigureAsync(report, cancellationToken);
        report.Add(await node.EnsureCertificateAsync(certificate.Name, cancellationToken));
    }
}
