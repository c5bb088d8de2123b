using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>The first control-plane node, whose configuration is known from the start.</summary>
internal sealed class InitNode(InitContext context, InitConfiguration configuration) : ConfiguredNode(context, configuration, registersTaints: false)
{
    /// <inheritdoc/>
    public override string KubeconfigDirectory => context.KubeconfigDirectory;

    /// <inheritdoc/>
    /// <remarks>Where the cluster's authority is kept elsewhere, so is the service accounts' key pair.</remarks>
    public override Task<PkiResult> EnsureCertificateAsync(string name, CancellationToken cancellationToken) =>
        name == CertificateCatalog.ServiceAccount && context.UsesExternalCa
            ? Task.FromResult(ServiceAccountKeys.Provided)
            : context.Certificates.EnsureAsync(name, Configuration, cancellationToken);

    /// <inheritdoc/>
    public override Task<PkiResult> EnsureKubeconfigAsync(string name, CancellationToken cancellationToken) =>
        context.Kubeconfigs.EnsureAsync(name, Configuration, KubeconfigDirectory, cancellationToken);
}
