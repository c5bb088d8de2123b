using System.Net;

namespace Kubeadm.Engine.Ports.Http;

/// <summary>Creates clients that hold to limits, and sets what all connections have in common.</summary>
internal static class HttpTransport
{
    /// <summary>In KiB. An API server sends some hundred bytes; Go would take 10 MiB.</summary>
    private const int LongestHeaders = 64;

    /// <summary>As many as Go programs follow.</summary>
    private const int MostRedirections = 10;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    /// <summary>Opens a connection that trusts the system's authorities.</summary>
    /// <param name="proxy">The environment's proxy.</param>
    /// <param name="server">Where it will go.</param>
    /// <exception cref="KubeadmException"><c>InvalidProxy</c>: the environment names a proxy for this server that is none.</exception>
    public static SocketsHttpHandler Open(IWebProxy proxy, Uri server)
    {
        _ = proxy.GetProxy(server);
        return Configure(new SocketsHttpHandler(), proxy);
    }

    /// <summary>Sets the limits of a connection, and its proxy.</summary>
    /// <param name="handler">The connection's handler.</param>
    /// <param name="proxy">The proxy, or null for none.</param>
    public static SocketsHttpHandler Configure(SocketsHttpHandler handler, IWebProxy? proxy)
    {
        handler.UseProxy = proxy is not null;
        handler.Proxy = proxy;
        handler.ConnectTimeout = ConnectLimit;
        handler.MaxResponseHeadersLength = LongestHeaders;
        handler.MaxAutomaticRedirections = MostRedirections;
        return handler;
    }

    /// <summary>Creates a client whose answers are all of one kind.</summary>
    /// <param name="handler">The connection's handler; it is disposed with the client.</param>
    /// <param name="limit">The limit of each answer.</param>
    public static HttpClient CreateClient(HttpMessageHandler handler, AnswerLimit limit) =>
        new(new LimitingHandler(_ => limit) { InnerHandler = handler }) { Timeout = Timeout.InfiniteTimeSpan };
}
