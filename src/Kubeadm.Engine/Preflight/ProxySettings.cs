using Kubeadm.Engine.Ports.Http;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight;

/// <summary>Which connections go through a proxy, by the node's environment and the rules of the client that makes them.</summary>
public sealed class ProxySettings
{
    private readonly EnvironmentProxy _proxy;

    private ProxySettings(EnvironmentProxy proxy) => _proxy = proxy;

    /// <summary>Reads the node's settings.</summary>
    public static ProxySettings Read(INodeSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return new(new EnvironmentProxy(system.GetEnvironmentVariable));
    }

    /// <summary>
    /// The proxy for connections to a server, without its credentials; null when they are direct. Where the variable that decides
    /// is no proxy's URL the text says that, since kubeadm's checks warn then too.
    /// </summary>
    /// <param name="server">The server's URL.</param>
    public string? ProxyFor(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        try
        {
            return _proxy.GetProxy(server) is { } address ? $"{address.Scheme}://{address.Authority}" : null;
        }
        catch (KubeadmException e) when (e.ErrorId == ProxyErrors.InvalidProxyId)
        {
            return $"that {e.Target} names, which is no proxy's URL";
        }
    }
}
