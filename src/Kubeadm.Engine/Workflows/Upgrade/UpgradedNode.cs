using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>The node that is upgraded, with the configuration that its cluster keeps.</summary>
public sealed class UpgradedNode : ConfiguredNode
{
    private readonly UpgradeContext _context;

    /// <summary>Takes what the cluster keeps.</summary>
    /// <param name="context">The node.</param>
    /// <param name="configuration">The configuration, with the version that is gone to.</param>
    /// <param name="from">The version of the configuration as it is kept.</param>
    internal UpgradedNode(UpgradeContext context, InitConfiguration configuration, string from)
        : base(context, configuration, registersTaints: !context.IsControlPlane)
    {
        _context = context;
        From = from;
    }

    /// <summary>The version of the cluster's configuration before.</summary>
    public string From { get; }

    /// <inheritdoc/>
    public override string KubeconfigDirectory => KubernetesPaths.ConfigurationDirectory;

    /// <inheritdoc/>
    public override Task<PkiResult> EnsureCertificateAsync(string name, CancellationToken cancellationToken) =>
        _context.Certificates.EnsureAsync(name, Configuration, cancellationToken);

    /// <inheritdoc/>
    public override Task<PkiResult> EnsureKubeconfigAsync(string name, CancellationToken cancellationToken) =>
        _context.Kubeconfigs.EnsureAsync(name, Configuration, KubeconfigDirectory, cancellationToken);
}
