using System.Globalization;
using System.Net;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight;

/// <summary>
/// Which connections over HTTPS go through a proxy, by the variables HTTPS_PROXY and NO_PROXY in upper or lower case and the
/// rules that Go's HTTP client, and so every component of Kubernetes, has for them.
/// </summary>
public sealed class ProxySettings
{
    private const int HttpsPort = 443;

    private readonly string? _proxy;
    private readonly string[] _exceptions;

    private ProxySettings(string? proxy, string[] exceptions)
    {
        _proxy = proxy;
        _exceptions = exceptions;
    }

    /// <summary>Reads the node's settings.</summary>
    public static ProxySettings Read(INodeSystem system)
    {
        var exceptions = Variable(system, "NO_PROXY") ?? "";
        return new ProxySettings(
            WithoutUser(Variable(system, "HTTPS_PROXY")),
            exceptions.ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The proxy for connections to a host, without its credentials; null when they are direct.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="port">The port.</param>
    public string? ProxyFor(string host, int port = HttpsPort)
    {
        var name = host.Trim().Trim('[', ']').ToLowerInvariant();
        var address = IPAddress.TryParse(name, out var parsed) ? parsed : null;
        var isDirect = _proxy is null || name.Length == 0 || name == "localhost" || (address is not null && IPAddress.IsLoopback(address))
            || Array.Exists(_exceptions, exception => Excepts(exception, name, address, port));
        return isDirect ? null : _proxy;
    }

    private static bool Excepts(string exception, string host, IPAddress? address, int port)
    {
        if (exception == "*")
        {
            return true;
        }

        if (IPNetwork.TryParse(exception, out var network))
        {
            return address is not null && network.Contains(address);
        }

        var (name, exceptedPort) = SplitPort(exception);
        if (exceptedPort is { } wanted && wanted != port)
        {
            return false;
        }

        if (IPAddress.TryParse(name, out var excepted))
        {
            return excepted.Equals(address);
        }

        // "example.com" means the domain and all below it, ".example.com" and "*.example.com" only what is below.
        return name.Length > 0 && (name.StartsWith("*.", StringComparison.Ordinal) ? host.EndsWith(name[1..], StringComparison.Ordinal)
            : name[0] == '.' ? host.EndsWith(name, StringComparison.Ordinal)
            : host == name || host.EndsWith("." + name, StringComparison.Ordinal));
    }

    private static (string Host, int? Port) SplitPort(string text)
    {
        var colon = text.LastIndexOf(':');
        var isSplit = colon >= 0 && (text.IndexOf(':', StringComparison.Ordinal) == colon || text[..colon].EndsWith(']'));
        return isSplit && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (text[..colon].Trim('[', ']'), port)
            : (text.Trim('[', ']'), null);
    }

    private static string? Variable(INodeSystem system, string name) =>
        system.GetEnvironmentVariable(name) is { Length: > 0 } upper ? upper
        : system.GetEnvironmentVariable(name.ToLowerInvariant()) is { Length: > 0 } lower ? lower : null;

    private static string? WithoutUser(string? proxy)
    {
        if (proxy is null)
        {
            return null;
        }

        var url = proxy.Contains("://", StringComparison.Ordinal) ? proxy : "http://" + proxy;
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) ? $"{uri.Scheme}://{uri.Authority}" : "that HTTPS_PROXY names";
    }
}
