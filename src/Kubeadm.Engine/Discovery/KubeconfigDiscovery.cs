using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Discovery;

/// <summary>
/// Finds a cluster by a kubeconfig from a file or an https address, which is trusted; <c>cluster-info</c> is read by it to see
/// that the cluster answers, and completes it where it has no authority.
/// </summary>
internal sealed class KubeconfigDiscovery(INode node, ClusterInfoPoll poll, IProgress<DiscoveryNote>? progress, Func<HttpMessageHandler>? createHandler)
{
    /// <summary>Finds the cluster.</summary>
    public async Task<KubeconfigFile> DiscoverAsync(string location, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var file = await LoadAsync(location, timeout, cancellationToken);
        var text = await ReadClusterInfoAsync(AccessBy(file), timeout, cancellationToken);
        if (text.Length > 0)
        {
            Compare(file.CurrentCluster!, text);
        }

        return file;
    }

    private async Task<KubeconfigFile> LoadAsync(string location, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (KubeconfigDownload.IsAddress(location))
        {
            var content = await new KubeconfigDownload(node, createHandler).FetchAsync(location, timeout, cancellationToken);
            return new DiscoveryFile(node.Files, KubeconfigDownload.Shown(location), path => ReferredPaths.IsAbsolute(node.System, path) ? path : null).Load(content);
        }

        try
        {
            var content = node.Files.ReadAllBytes(location);
            return new DiscoveryFile(node.Files, location, path => ReferredPaths.Resolve(node.System, location, path)).Load(content);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiscoveryErrors.FileNotFound(location, error);
        }
    }

    // Only the cluster and the user in use: the file may have others, and a cluster without a name has no context.
    private static KubeconfigFile AccessBy(KubeconfigFile file) => file.CurrentUser is { HasCredentials: true } user
        ? KubeconfigFile.Create(ClusterDiscovery.ClusterName, file.CurrentCluster!, "discovery", user)
        : KubeconfigFile.CreateAnonymous(ClusterDiscovery.ClusterName, file.CurrentCluster!);

    private async Task<string> ReadClusterInfoAsync(KubeconfigFile access, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            var map = await poll.ReadAsync(access, timeout, _ => null, IsForbidden, cancellationToken);
            return ClusterInfoDocument.TextOf(map);
        }
        catch (KubeadmException error) when (IsForbidden(error))
        {
            progress?.Report(new($"[discovery] {error.Message}; its certificate is valid, so the discovery file is taken as it is", IsWarning: true));
            return "";
        }
    }

    private static bool IsForbidden(KubeadmException error) => error.ErrorId == DiscoveryErrors.ClusterInfoForbidden;

    private void Compare(KubeconfigCluster own, string text)
    {
        if (!ClusterInfoDocument.TryParse(text, out var file))
        {
            progress?.Report(new($"[discovery] The kubeconfig in cluster-info cannot be read; the certificate of {own.Server} is valid, so the discovery file is taken as it is"));
            return;
        }

        var published = ClusterInfoDocument.ClusterOf(file, own.Server);
        if (own.Server != published.Server)
        {
            progress?.Report(new($"[discovery] The discovery file's server {own.Server} is another than {published.Server} in {ClusterNames.ClusterInfo}", IsWarning: true));
        }

        if (own.CertificateAuthorityData.Length == 0 && published.CertificateAuthorityData.Length > 0)
        {
            _ = ClusterInfoDocument.AuthoritiesOf(published, own.Server);
            own.CertificateAuthorityData = published.CertificateAuthorityData;
            progress?.Report(new("[discovery] The cluster's CA was taken from cluster-info"));
        }
    }
}
