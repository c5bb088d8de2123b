using System.Net;

namespace Kubeadm.Engine.Addresses;

/// <summary>A host and an optional port, as <c>controlPlaneEndpoint</c> holds them.</summary>
/// <param name="Host">A DNS name or an IP address without brackets.</param>
/// <param name="Port">The port, or null when none was given.</param>
public sealed record HostAndPort(string Host, int? Port)
{
    /// <summary>The host as an address, or null when it is a name.</summary>
    public IPAddress? Address => AddressText.TryParse(Host, out var address) ? address : null;

    /// <summary>Reads <c>name</c>, <c>name:port</c>, <c>ipv4:port</c>, <c>ipv6</c> or <c>[ipv6]:port</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="field">The configuration's field that it comes from.</param>
    /// <exception cref="KubeadmException">It is none of these (<c>InvalidConfiguration</c>).</exception>
    public static HostAndPort Parse(string text, string field)
    {
        var (host, port) = Split(text);
        if (port.Length > 0 && !(int.TryParse(port, out var number) && number is >= 1 and <= 65535))
        {
            throw AddressErrors.InvalidPort(field, text, port);
        }

        if (!AddressText.TryParse(host, out _) && !DnsNames.IsSubdomain(host))
        {
            throw AddressErrors.InvalidHost(field, text, host);
        }

        return new(host, port.Length > 0 ? int.Parse(port, System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    /// <summary>A host and a port in the form that URLs want: with brackets around an IPv6 address.</summary>
    public static string Join(string host, int port)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Contains(':', StringComparison.Ordinal) ? $"[{host}]:{port}" : $"{host}:{port}";
    }

    /// <summary>
    /// Splits <c>host:port</c>, with brackets around an IPv6 address, as Go's <c>net.SplitHostPort</c> does
    /// (https://pkg.go.dev/net#SplitHostPort): the port must be there, though it may be empty, and neither part is judged.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="host">The part before the port, without brackets.</param>
    /// <param name="port">The part after the last colon.</param>
    /// <returns>False when the text has another form.</returns>
    internal static bool TrySplit(string text, out string host, out string port)
    {
        (host, port) = ("", "");
        if (FormProblem(text) is not null)
        {
            return false;
        }

        var colon = text.LastIndexOf(':');
        host = text[0] == '[' ? text[1..(colon - 1)] : text[..colon];
        port = text[(colon + 1)..];
        return true;
    }

    /// <summary>What is wrong with the form <c>host:port</c>, with brackets around an IPv6 address, or null; the parts themselves are not judged.</summary>
    public static string? FormProblem(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            return "the port is missing";
        }

        if (text[0] != '[')
        {
            return text.IndexOf(':', StringComparison.Ordinal) != colon ? "an IPv6 address needs brackets"
                : text.AsSpan().IndexOfAny('[', ']') >= 0 ? "it has a bracket that does not belong there"
                : null;
        }

        var end = text.IndexOf(']', StringComparison.Ordinal);
        return end < 0 ? "a ']' is missing"
            : end + 1 != colon ? "the port after ']' is missing"
            : text.AsSpan(1).Contains('[') || text.AsSpan(end + 1).Contains(']') ? "it has a bracket that does not belong there"
            : null;
    }

    private static (string Host, string Port) Split(string text)
    {
        if (text.StartsWith('['))
        {
            var end = text.IndexOf("]:", StringComparison.Ordinal);
            return end > 0 ? (text[1..end], text[(end + 2)..]) : (text, "");
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && colon == text.LastIndexOf(':') ? (text[..colon], text[(colon + 1)..]) : (text, "");
    }
}
