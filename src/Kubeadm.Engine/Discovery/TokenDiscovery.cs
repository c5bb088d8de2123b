using k8s.Models;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Tokens;

namespace Kubeadm.Engine.Discovery;

/// <summary>
/// Finds a cluster by a bootstrap token: <c>cluster-info</c> is read from a server that nobody vouches for yet; the token's
/// signature shows that it comes from someone who knows the token, the hash of the authority's key that this is the cluster.
/// Then it is read again over TLS of that authority, so that the server is known to hold the cluster's key too.
/// </summary>
internal sealed class TokenDiscovery(ClusterInfoPoll poll, IProgress<DiscoveryNote>? progress)
{
    /// <summary>Finds the cluster.</summary>
    public async Task<KubeconfigFile> DiscoverAsync(BootstrapTokenDiscovery discovery, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var pins = discovery.CaCertHashes.Select(PublicKeyPin.Parse).ToHashSet(StringComparer.Ordinal);
        if (pins.Count == 0 && !discovery.UnsafeSkipCaVerification)
        {
            throw DiscoveryErrors.CaCertHashRequired();
        }

        var token = BootstrapTokenText.Parse(discovery.Token);
        var server = "https://" + discovery.ApiServerEndpoint;
        var unverified = new KubeconfigCluster { Server = server, InsecureSkipTlsVerify = true };
        var text = Verified(await ReadAsync(unverified, token, timeout, cancellationToken), token, server);
        if (!ClusterInfoDocument.TryParse(text, out var found))
        {
            throw DiscoveryErrors.Invalid(server, "its kubeconfig cannot be read");
        }

        var authorities = ClusterInfoDocument.AuthoritiesOf(ClusterInfoDocument.ClusterOf(found, server), server);
        if (pins.Count == 0)
        {
            progress?.Report(new("[discovery] The signature of cluster-info is valid; the cluster's CA is not verified, as was asked for"));
            return found;
        }

        // As in kubeadm one pinned certificate vouches for the whole bundle, which has two while an authority is replaced.
        if (!PublicKeyPin.AnyMatches(authorities, pins))
        {
            throw DiscoveryErrors.NotPinned(server, authorities);
        }

        progress?.Report(new($"[discovery] The cluster's CA is the pinned one; asking {server} again over TLS that it verifies"));
        var verified = new KubeconfigCluster { Server = server, CertificateAuthorityData = CertificatePem.Write(authorities) };
        var second = await ReadAsync(verified, token, timeout, cancellationToken);
        return ClusterInfoDocument.TextOf(second) == text ? found : throw DiscoveryErrors.Changed(server);
    }

    private static string Verified(V1ConfigMap map, BootstrapTokenText token, string server)
    {
        var text = ClusterInfoDocument.TextOf(map);
        if (text.Length == 0)
        {
            throw DiscoveryErrors.Invalid(server, "it has no kubeconfig, so this cluster is not set up for joining by tokens");
        }

        var signature = SignatureOf(map, token);
        if (string.IsNullOrEmpty(signature))
        {
            throw DiscoveryErrors.SignatureNotFound(server, token.Id);
        }

        return DetachedSignature.IsValid(signature, text, token) ? text : throw DiscoveryErrors.SignatureInvalid(server, token.Id);
    }

    private static string? SignatureOf(V1ConfigMap map, BootstrapTokenText token) =>
        ClusterInfoDocument.ValueOf(map, DetachedSignature.KeyPrefix + token.Id);

    private Task<V1ConfigMap> ReadAsync(KubeconfigCluster cluster, BootstrapTokenText token, TimeSpan timeout, CancellationToken cancellationToken) =>
        poll.ReadAsync(
            KubeconfigFile.CreateAnonymous(ClusterDiscovery.ClusterName, cluster),
            timeout,
            map => SignatureOf(map, token) is null ? DiscoveryErrors.SignatureNotFound(cluster.Server, token.Id) : null,
            _ => false,
            cancellationToken);
}
