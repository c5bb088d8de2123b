using k8s;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Discovery;

/// <summary>Finds the cluster that a node joins, and makes sure that it is that one before any credentials are sent to it.</summary>
/// <param name="node">The machine: files that are named, the environment's proxies, the clock.</param>
/// <param name="connectCluster">Connects to a cluster with a kubeconfig's text. Nothing is sent until it is asked something.</param>
/// <param name="progress">Receives what is done and what is waited for; may be null.</param>
/// <param name="createHandler">
/// Creates the connection that a kubeconfig is fetched over from an https address; null means one that trusts the system's authorities and
/// goes through the environment's proxy. It is disposed after use.
/// </param>
public sealed class ClusterDiscovery(
    INode node,
    Func<string, ConnectOptions, IKubernetes> connectCluster,
    IProgress<DiscoveryNote>? progress = null,
    Func<HttpMessageHandler>? createHandler = null)
{
    /// <summary>The name of the cluster in a kubeconfig that is made for a token.</summary>
    public const string ClusterName = "kubernetes";

    /// <summary>The user of <c>bootstrap-kubelet.conf</c> when it holds a token.</summary>
    public const string TokenUser = "tls-bootstrap-token-user";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(5);

    private readonly ClusterInfoPoll _poll = new(node, connectCluster, progress);

    /// <summary>Finds and verifies the cluster by the configuration's <c>discovery</c>, waiting for it up to <c>timeouts.discovery</c>.</summary>
    /// <param name="configuration">The configuration, with its defaults, validated.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>
    /// A kubeconfig of the cluster's verified address and authority and of the credentials for TLS bootstrap; its current context
    /// is set. With <c>discovery.tlsBootstrapToken</c> (the normal case) it holds nothing else, under <see cref="ClusterName"/>
    /// and <see cref="TokenUser"/>; else it is the discovery file with what the file refers to put into it.
    /// </returns>
    /// <exception cref="KubeadmException">
    /// By token: <c>InvalidPublicKeyPin</c>, <c>CaCertHashRequired</c>, <c>TokenSignatureNotFound</c> (unknown or expired token),
    /// <c>ClusterInfoSignatureInvalid</c>, <c>ClusterAuthorityNotPinned</c>, <c>ClusterNotTrusted</c> (the server's certificate is
    /// not of the pinned authority), <c>ClusterInfoChanged</c>. By file: <c>DiscoveryFileNotFound</c>,
    /// <c>DiscoveryFileUnavailable</c>, <c>InvalidDiscoveryFile</c>, <c>DiscoveryCredentialsNotFound</c>,
    /// <c>ClusterAuthorityNotFound</c>, <c>ClusterNotTrusted</c>, <c>CredentialPluginFailed</c> (its program gave no
    /// credentials). Both: <c>ClusterInfoInvalid</c>, <c>ClusterInfoNotFound</c>, <c>ClusterInfoForbidden</c>,
    /// <c>ApiServerUnreachable</c>, <c>ApiRequestFailed</c>.
    /// </exception>
    public async Task<KubeconfigFile> DiscoverAsync(JoinConfiguration configuration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var timeout = configuration.Timeouts?.Discovery ?? DefaultTimeout;
        var found = configuration.Discovery switch
        {
            { File: { } file } => await new KubeconfigDiscovery(node, _poll, progress, createHandler).DiscoverAsync(file.KubeConfigPath, timeout, cancellationToken),
            { BootstrapToken: { } token } => await new TokenDiscovery(_poll, progress).DiscoverAsync(token, timeout, cancellationToken),
            _ => throw DiscoveryErrors.NoMethod(),
        };
        var complete = BootstrapCredentials.Complete(found, configuration.Discovery.TlsBootstrapToken);
        progress?.Report(new(BootstrapCredentials.Describe(complete)));
        return complete;
    }
}
