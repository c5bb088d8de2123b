using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>One certificate with its key.</summary>
/// <param name="certificate">Which one.</param>
public sealed class CertificatePhase(CertificateSpec certificate) : Phase<InitContext>
{
    /// <inheritdoc/>
    public override string Name => certificate.Name;

    /// <inheritdoc/>
    public override string Description => $"Generate \"{certificate.BaseName}\": {certificate.Description}";

    /// <inheritdoc/>
    public override string? SkipReason(InitContext context) =>
        certificate.IsForEtcd && context.Configuration.Cluster.Etcd.External is not null ? "etcd is external" : null;

    /// <inheritdoc/>
    public override string SkipLine => $"[certs] External etcd mode: Skipping {certificate.BaseName} certificate {(certificate.IsAuthority ? "authority " : "")}generation";

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken) =>
        report.Add(await context.Certificates.EnsureAsync(certificate.Name, context.Configuration, cancellationToken).ConfigureAwait(false));
}
