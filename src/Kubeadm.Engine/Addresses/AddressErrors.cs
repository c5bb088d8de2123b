using System.Globalization;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Addresses;

/// <summary>The errors of addresses, ports and ranges in a configuration.</summary>
internal static class AddressErrors
{
    public static KubeadmException NotRanges(string field, string text) =>
        InvalidField(field, text, "is not one range such as 10.96.0.0/12, or two of both families joined with a comma");

    /// <summary>A range that has fewer addresses than one is taken from.</summary>
    public static KubeadmException RangeTooSmall(string field, string range, int index) => InvalidField(field, range, $"has no address number {index}");

    public static KubeadmException InvalidAdvertiseAddress(string text) => InvalidField("localAPIEndpoint.advertiseAddress", text, "is not an IP address");

    public static KubeadmException InvalidBindPort(int port) =>
        InvalidField("localAPIEndpoint.bindPort", port.ToString(CultureInfo.InvariantCulture), "is not a port from 1 to 65535");

    public static KubeadmException InvalidHost(string field, string text, string host) =>
        InvalidEndpoint(field, text, $"the host {host} is neither an IP address nor a DNS name (RFC 1123)");

    public static KubeadmException InvalidPort(string field, string text, string port) =>
        InvalidEndpoint(field, text, $"the port {port} is not a number from 1 to 65535");

    private static KubeadmException InvalidField(string field, string value, string cause) =>
        new(ErrorIds.InvalidConfiguration, $"{field}: '{value}' {cause}.") { Kind = KubeadmErrorKind.InvalidInput, Target = field };

    private static KubeadmException InvalidEndpoint(string field, string value, string cause) =>
        new(ErrorIds.InvalidConfiguration, $"{field}: {value}: {cause}") { Kind = KubeadmErrorKind.InvalidInput, Target = value };
}
