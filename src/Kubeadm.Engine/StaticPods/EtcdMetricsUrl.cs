using System.Globalization;
using System.Text.RegularExpressions;
using Kubeadm.Engine.Addresses;

namespace Kubeadm.Engine.StaticPods;

/// <summary>Where etcd's health is probed: the first of its metrics URLs, with kubeadm's default for each part it lacks.</summary>
internal static partial class EtcdMetricsUrl
{
    /// <summary>Reads the value of <c>--listen-metrics-urls</c>; null or something that is no URL gives the default.</summary>
    public static ProbeEndpoint Parse(string? urls, string loopback)
    {
        var match = Url().Match(urls?.Split(',')[0] ?? "");
        var host = match.Groups["ip6"].Success ? match.Groups["ip6"].Value : match.Groups["host"].Value;
        var hasPort = int.TryParse(match.Groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is >= 1 and <= 65535;
        return new ProbeEndpoint(
            host.Length == 0 ? loopback : host,
            hasPort ? port : ComponentPorts.EtcdMetrics,
            match.Groups["scheme"].Value.Equals("https", StringComparison.OrdinalIgnoreCase) ? "HTTPS" : "HTTP");
    }

    [GeneratedRegex(@"^((?<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?//([^/?#]*@)?(\[(?<ip6>[^\]/?#]*)\]|(?<host>[^/?#\[\]@:%]*))(:(?<port>[0-9]*))?([/?#].*)?$")]
    private static partial Regex Url();
}
