using Kubeadm.Engine.Addresses;

namespace Kubeadm.Engine.Preflight;

/// <summary>The URLs for which kubeadm's checks look for a proxy, which decide whether an exception with a port counts.</summary>
internal static class ServerUrl
{
    /// <summary>A port for servers of any port: no exception for a single one is meant for it.</summary>
    private const int AnyPort = 1234;

    /// <summary>The URL of a server on HTTPS' own port, or on any port when the host is an IPv6 address; null when the host is none.</summary>
    public static Uri? Of(string host) => Create(host.Contains(':', StringComparison.Ordinal) ? HostAndPort.Join(host, AnyPort) : host);

    /// <summary>The URL of a server on any port; null when the host is none.</summary>
    public static Uri? OnAnyPort(string host) => Create(HostAndPort.Join(host, AnyPort));

    private static Uri? Create(string authority) => Uri.TryCreate($"https://{authority}/", UriKind.Absolute, out var url) ? url : null;
}
