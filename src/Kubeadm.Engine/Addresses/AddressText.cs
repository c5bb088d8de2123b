using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Kubeadm.Engine.Addresses;

/// <summary>IP addresses as Kubernetes reads them, which is not quite as .NET does.</summary>
internal static class AddressText
{
    /// <summary>
    /// Reads an address: four decimal numbers (leading zeros are taken as decimal, short forms and octal are not addresses) or
    /// IPv6 without a zone. An IPv4 address in IPv6 form is the IPv4 address.
    /// </summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "The platform reads the IPv6 texts that are left once zones and brackets are refused.")]
    public static bool TryParse(string? text, out IPAddress address)
    {
        address = IPAddress.None;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        if (!text.Contains(':'))
        {
            return TryParseVersion4(text, out address);
        }

        if (text.Any(c => !char.IsAsciiHexDigit(c) && c is not (':' or '.')) || !IPAddress.TryParse(text, out var parsed))
        {
            return false;
        }

        address = parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
        return true;
    }

    private static bool TryParseVersion4(string text, out IPAddress address)
    {
        address = IPAddress.None;
        var parts = text.Split('.');
        var bytes = new byte[4];
        if (parts.Length != 4)
        {
            return false;
        }

        for (var i = 0; i < 4; i++)
        {
            if (parts[i].Length == 0 || !parts[i].All(char.IsAsciiDigit) || !byte.TryParse(parts[i], out bytes[i]))
            {
                return false;
            }
        }

        address = new IPAddress(bytes);
        return true;
    }
}
