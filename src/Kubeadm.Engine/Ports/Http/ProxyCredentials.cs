using System.Net;

namespace Kubeadm.Engine.Ports.Http;

/// <summary>The user and password of a proxy's URL, for that proxy only, as HTTP's Basic scheme (RFC 7617) or SOCKS 5 (RFC 1929) sends them.</summary>
/// <param name="find">Finds the proxy by its URL; null for one that is not known.</param>
internal sealed class ProxyCredentials(Func<Uri, ProxyAddress?> find) : ICredentials
{
    /// <inheritdoc/>
    public NetworkCredential? GetCredential(Uri uri, string authType) =>
        authType.Equals("Basic", StringComparison.OrdinalIgnoreCase) || authType.Equals(uri.Scheme, StringComparison.OrdinalIgnoreCase)
            ? find(uri)?.Credential
            : null;
}
