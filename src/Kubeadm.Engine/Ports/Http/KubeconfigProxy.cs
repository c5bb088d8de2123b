using System.Net;

namespace Kubeadm.Engine.Ports.Http;

/// <summary>
/// The proxy that a kubeconfig's cluster names (<c>proxy-url</c>). It takes the place of the environment's: also of
/// <c>NO_PROXY</c>, and for this machine itself, as in client-go.
/// </summary>
internal sealed class KubeconfigProxy : IWebProxy
{
    private static readonly string[] Schemes = ["http", "https", "socks5"];

    private readonly ProxyAddress _proxy;

    /// <summary>Reads the URL.</summary>
    /// <exception cref="KubeadmException"><c>InvalidProxy</c>: it is not the URL of an http, https or socks5 proxy.</exception>
    public KubeconfigProxy(string url)
    {
        _proxy = Schemes.Contains(url.Split(':')[0], StringComparer.OrdinalIgnoreCase)
            ? ProxyAddress.Parse(url, "proxy-url")
            : throw ProxyErrors.InvalidProxy("proxy-url");
    }

    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => new ProxyCredentials(uri => _proxy.Is(uri) ? _proxy : null);
        set => throw new NotSupportedException("the credentials are those of the proxy's URL");
    }

    /// <inheritdoc/>
    public Uri GetProxy(Uri destination) => _proxy.Address;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => false;
}
