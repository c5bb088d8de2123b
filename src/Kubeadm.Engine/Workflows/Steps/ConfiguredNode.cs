using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>A node with the configuration of its cluster and of itself.</summary>
public abstract class ConfiguredNode
{
    /// <summary>Creates the node's view of a run.</summary>
    /// <param name="context">The node.</param>
    /// <param name="configuration">The configuration, complete with defaults.</param>
    /// <param name="registersTaints">Whether the kubelet sets the node's taints: on workers; a control plane's are set through the API.</param>
    protected ConfiguredNode(NodeContext context, InitConfiguration configuration, bool registersTaints)
    {
        Configuration = configuration;
        StaticPods = new NodeStaticPods(context, configuration);
        KubeletFiles = new NodeKubeletFiles(context, configuration, registersTaints);
    }

    /// <summary>The configuration, complete with defaults.</summary>
    public InitConfiguration Configuration { get; }

    /// <summary>Writes static Pods.</summary>
    public NodeStaticPods StaticPods { get; }

    /// <summary>Writes the kubelet's files.</summary>
    public NodeKubeletFiles KubeletFiles { get; }

    /// <summary>The folder that kubeconfigs are written to.</summary>
    public abstract string KubeconfigDirectory { get; }

    /// <summary>Ensures one certificate, or the key pair of the service accounts.</summary>
    /// <param name="name">A name of <see cref="CertificateCatalog"/>, or <c>sa</c>.</param>
    /// <param name="cancellationToken">Ends the wait for a key.</param>
    public abstract Task<PkiResult> EnsureCertificateAsync(string name, CancellationToken cancellationToken);

    /// <summary>Ensures one kubeconfig.</summary>
    /// <param name="name">A name of <see cref="Kubeconfig.KubeconfigSpecs"/>.</param>
    /// <param name="cancellationToken">Ends the wait for a key.</param>
    public abstract Task<PkiResult> EnsureKubeconfigAsync(string name, CancellationToken cancellationToken);
}
