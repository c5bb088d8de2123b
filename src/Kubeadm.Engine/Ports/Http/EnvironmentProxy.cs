using System.Globalization;
using System.Net;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>
/// The proxy that Go programs, and so kubeadm and kubectl, use for a request: <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c> and
/// <c>NO_PROXY</c>, in capitals first.
/// </summary>
/// <remarks>
/// The platform's own reading of these knows no address ranges in <c>NO_PROXY</c>, which clusters rely on. The rules are those
/// documented for Go's golang.org/x/net/http/httpproxy: addresses, ranges, domains (with their subdomains; those alone after a
/// leading dot or <c>*.</c>), each with an optional port; <c>*</c> for everything; this machine never goes through a proxy.
/// </remarks>
/// <param name="variable">Reads a variable of the environment.</param>
internal sealed class EnvironmentProxy(Func<string, string?> variable) : IWebProxy
{
    private readonly string _bypass = Read(variable, "NO_PROXY");

    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination)
    {
        var proxy = Read(variable, destination.Scheme == Uri.UriSchemeHttps ? "HTTPS_PROXY" : "HTTP_PROXY");
        if (proxy.Length == 0 || IsExcepted(destination))
        {
            return null;
        }

        return Uri.TryCreate(proxy.Contains("://", StringComparison.Ordinal) ? proxy : "http://" + proxy, UriKind.Absolute, out var uri)
            ? uri
            : null;
    }

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    private static string Read(Func<string, string?> variable, string name) =>
        variable(name) is { Length: > 0 } value ? value : variable(name.ToLowerInvariant()) ?? "";

    private bool IsExcepted(Uri destination)
    {
        var host = destination.IdnHost.Trim('[', ']').ToLowerInvariant();
        var address = IPAddress.TryParse(host, out var parsed) ? parsed : null;
        return host == "localhost"
            || (address is not null && IPAddress.IsLoopback(address))
            || _bypass.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Any(rule => Matches(rule.ToLowerInvariant(), host, address, destination.Port));
    }

    private static bool Matches(string rule, string host, IPAddress? address, int port)
    {
        if (rule == "*")
        {
            return true;
        }

        if (IPNetwork.TryParse(rule, out var range))
        {
            return address is not null && range.Contains(address);
        }

        if (IPAddress.TryParse(rule, out var same))
        {
            return same.Equals(address);
        }

        var (name, wantedPort) = SplitPort(rule);
        if (wantedPort is { } wanted && wanted != port)
        {
            return false;
        }

        if (IPAddress.TryParse(name.Trim('[', ']'), out same))
        {
            return same.Equals(address);
        }

        var onlyBelow = name.StartsWith("*.", StringComparison.Ordinal) || name.StartsWith('.');
        var domain = name.TrimStart('*').TrimStart('.');
        return host.EndsWith("." + domain, StringComparison.Ordinal) || (!onlyBelow && host == domain);
    }

    private static (string Name, int? Port) SplitPort(string rule)
    {
        var colon = rule.LastIndexOf(':');
        return colon > 0 && int.TryParse(rule.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (rule[..colon], port)
            : (rule, null);
    }
}
