using System.Globalization;
using System.Net;
using Kubeadm.Engine.Addresses;

namespace Kubeadm.Engine.Ports.Http;

/// <summary>What is reached without the environment's proxy: this machine, and what <c>NO_PROXY</c> names.</summary>
/// <remarks>
/// The rules of Go's golang.org/x/net/http/httpproxy: addresses, ranges, domains (with those below them; those alone after a
/// leading dot or <c>*.</c>), all but ranges with an optional port; a single <c>*</c> for everything.
/// </remarks>
internal sealed class ProxyExceptions
{
    private readonly List<Func<Destination, bool>> _rules;

    /// <summary>Reads the rules.</summary>
    /// <param name="text">The variable's value: rules with commas between them.</param>
    public ProxyExceptions(string text) => _rules =
    [
        .. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(rule => RuleOf(rule.ToLowerInvariant())),
    ];

    /// <summary>Whether a URL is reached without a proxy.</summary>
    public bool Match(Uri destination)
    {
        var host = destination.IdnHost.Trim('[', ']').ToLowerInvariant();
        var address = AddressText.TryParse(host, out var parsed) ? parsed : null;
        var target = new Destination(host, address, destination.Port.ToString(CultureInfo.InvariantCulture));
        return host == "localhost" || (address is not null && IPAddress.IsLoopback(address)) || _rules.Exists(rule => rule(target));
    }

    private static Func<Destination, bool> RuleOf(string rule)
    {
        if (rule == "*")
        {
            return _ => true;
        }

        if (Subnet.TryParse(rule, out var range))
        {
            return target => target.Address is { } address && range.Contains(address);
        }

        if (!HostAndPort.TrySplit(rule, out var host, out var port))
        {
            host = rule;
        }

        if (AddressText.TryParse(host, out var same))
        {
            return target => same.Equals(target.Address) && target.HasPort(port);
        }

        var onlyBelow = host.StartsWith("*.", StringComparison.Ordinal) || host.StartsWith('.');
        var domain = ToAscii(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host.StartsWith('.') ? host[1..] : host);
        return domain.Length == 0
            ? _ => false
            : target => target.HasPort(port) && (target.Host.EndsWith("." + domain, StringComparison.Ordinal) || (!onlyBelow && target.Host == domain));
    }

    private static string ToAscii(string domain)
    {
        try
        {
            return domain.All(char.IsAscii) ? domain : new IdnMapping().GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }

    private sealed record Destination(string Host, IPAddress? Address, string Port)
    {
        public bool HasPort(string wanted) => wanted.Length == 0 || wanted == Port;
    }
}
