using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>The cluster that is joined, as discovery found it, with what the node will be in it.</summary>
public sealed class JoinTarget : ConfiguredNode
{
    private readonly JoinContext _context;

    /// <summary>Creates the target from what discovery found.</summary>
    /// <param name="context">The node.</param>
    /// <param name="configuration">The cluster's configuration with this node's part.</param>
    /// <param name="bootstrap">The kubeconfig with which the kubelet asks for its first certificate.</param>
    /// <param name="objects">The cluster with the rights of discovery's credentials.</param>
    internal JoinTarget(JoinContext context, InitConfiguration configuration, KubeconfigFile bootstrap, ApiObjects objects)
        : base(context, configuration, registersTaints: !context.IsControlPlane)
    {
        _context = context;
        Objects = objects;
        Bootstrap = Named(bootstrap, configuration.Cluster.ClusterName);
    }

    /// <summary>The cluster with the rights of discovery's credentials.</summary>
    public ApiObjects Objects { get; }

    /// <summary>The kubeconfig with which the kubelet asks for its first certificate. Holds a secret.</summary>
    public KubeconfigFile Bootstrap { get; }

    /// <summary>The control plane's URL, as discovery found it.</summary>
    public string Server => Bootstrap.CurrentCluster!.Server;

    /// <summary>The cluster's authority, PEM.</summary>
    public byte[] Authority => Bootstrap.CurrentCluster!.CertificateAuthorityData;

    /// <inheritdoc/>
    public override string KubeconfigDirectory => KubernetesPaths.ConfigurationDirectory;

    /// <inheritdoc/>
    public override Task<PkiResult> EnsureCertificateAsync(string name, CancellationToken cancellationToken) =>
        _context.Certificates.EnsureForJoinAsync(name, Configuration, cancellationToken);

    /// <inheritdoc/>
    public override Task<PkiResult> EnsureKubeconfigAsync(string name, CancellationToken cancellationToken) =>
        _context.Kubeconfigs.EnsureAsync(name, Configuration, KubeconfigDirectory, cancellationToken);

    /// <summary>Discovery does not know the cluster's name yet, and files that name it must agree with the cluster.</summary>
    private static KubeconfigFile Named(KubeconfigFile file, string clusterName)
    {
        var context = file.Contexts[file.CurrentContext];
        var cluster = file.Clusters[context.Cluster];
        file.Clusters.Clear();
        file.Clusters[clusterName] = cluster;
        context.Cluster = clusterName;
        return file;
    }
}
