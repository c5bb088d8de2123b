namespace Kubeadm.Engine.Ports.Http;

/// <summary>The error of a proxy's URL.</summary>
internal static class ProxyErrors
{
    /// <summary>The id of <see cref="InvalidProxy"/>.</summary>
    public const string InvalidProxyId = "InvalidProxy";

    /// <summary>It is no URL, or one of another scheme. The error does not show it, for it may hold a password.</summary>
    /// <param name="source">The variable or field that it comes from.</param>
    public static KubeadmException InvalidProxy(string source) => new(InvalidProxyId, $"{source}: it is not the URL of a proxy")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = source,
        Remedy = $"Correct {source}: http://host:port, https://host:port or socks5://host:port, with user:password@ before the host where the proxy wants them.",
    };
}
