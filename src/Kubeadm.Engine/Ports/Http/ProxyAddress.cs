using System.Net;

namespace Kubeadm.Engine.Ports.Http;

/// <summary>A proxy, as its URL names it.</summary>
/// <param name="Address">Where it is. The user and password are not in it, so that no error shows them.</param>
/// <param name="Credential">The user and password of its URL, or null.</param>
internal sealed record ProxyAddress(Uri Address, NetworkCredential? Credential)
{
    private static readonly string[] Schemes = ["http", "https", "socks5"];

    /// <summary>Reads a URL; one without a scheme is of an HTTP proxy, as for Go programs.</summary>
    /// <param name="text">The URL, perhaps with a user and password, which are decoded.</param>
    /// <param name="source">The variable or field that it comes from, for the error.</param>
    /// <exception cref="KubeadmException"><c>InvalidProxy</c>: it is not the URL of an http, https or socks5 proxy.</exception>
    public static ProxyAddress Parse(string text, string source)
    {
        var url = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw ProxyErrors.InvalidProxy(source);
        }

        // To Go both spellings mean that the proxy resolves names, and so does the platform's socks5.
        var scheme = uri.Scheme == "socks5h" ? "socks5" : uri.Scheme;
        return Schemes.Contains(scheme)
            ? new ProxyAddress(new UriBuilder(scheme, uri.IdnHost, PortOf(uri, scheme)).Uri, CredentialOf(uri))
            : throw ProxyErrors.InvalidProxy(source);
    }

    /// <summary>Whether a URL is this proxy's.</summary>
    public bool Is(Uri uri) => uri.Scheme == Address.Scheme && uri.IdnHost == Address.IdnHost && uri.Port == Address.Port;

    private static int PortOf(Uri uri, string scheme) => uri.Port > 0 ? uri.Port : scheme == "socks5" ? 1080 : uri.Port;

    private static NetworkCredential? CredentialOf(Uri uri)
    {
        if (uri.UserInfo.Length == 0)
        {
            return null;
        }

        var parts = uri.UserInfo.Split(':', 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
