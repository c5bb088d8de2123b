using System.Net;

namespace Kubeadm.Engine.Ports.Http;

/// <summary>
/// The proxy that Go programs, and so kubeadm and kubectl, use for a request: <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c> and
/// <c>NO_PROXY</c>, in capitals first.
/// </summary>
/// <remarks>
/// The platform's own reading of these knows no address ranges in <c>NO_PROXY</c>, which clusters rely on. The rules are those
/// documented for Go's golang.org/x/net/http/httpproxy; this machine itself is never reached through a proxy.
/// </remarks>
/// <param name="variable">Reads a variable of the environment.</param>
internal sealed class EnvironmentProxy(Func<string, string?> variable) : IWebProxy
{
    private readonly ProxyExceptions _exceptions = new(Read(variable, "NO_PROXY"));
    private readonly string _forHttps = Read(variable, "HTTPS_PROXY");
    private readonly string _forHttp = Read(variable, "HTTP_PROXY");

    /// <summary>The proxy variables of this process.</summary>
    public static EnvironmentProxy OfProcess => new(Environment.GetEnvironmentVariable);

    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => new ProxyCredentials(uri => Addresses.FirstOrDefault(proxy => proxy.Is(uri)));
        set => throw new NotSupportedException("the credentials are those of the environment's URLs");
    }

    private IEnumerable<ProxyAddress> Addresses => new[] { ("HTTPS_PROXY", _forHttps), ("HTTP_PROXY", _forHttp) }
        .Where(proxy => proxy.Item2.Length > 0)
        .Select(proxy => ProxyAddress.Parse(proxy.Item2, proxy.Item1));

    /// <inheritdoc/>
    /// <exception cref="KubeadmException">
    /// <c>InvalidProxy</c>: the variable that decides is no proxy's URL. The platform takes an exception from here for "no proxy",
    /// so whoever makes a client asks here first.
    /// </exception>
    public Uri? GetProxy(Uri destination)
    {
        var (name, proxy) = destination.Scheme == Uri.UriSchemeHttps ? ("HTTPS_PROXY", _forHttps) : ("HTTP_PROXY", _forHttp);
        return proxy.Length == 0 || _exceptions.Match(destination) ? null : ProxyAddress.Parse(proxy, name).Address;
    }

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    private static string Read(Func<string, string?> variable, string name) =>
        variable(name) is { Length: > 0 } value ? value : variable(name.ToLowerInvariant()) ?? "";
}
