using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace Kubeadm.Engine.Addresses;

/// <summary>A range of addresses (RFC 4632).</summary>
/// <param name="Address">The first address: the bits after the prefix are zero.</param>
/// <param name="PrefixLength">How many bits are the same in all addresses.</param>
public sealed record Subnet(IPAddress Address, int PrefixLength)
{
    /// <summary>How many bits an address has: 32 or 128.</summary>
    public int Bits => IsIPv6 ? 128 : 32;

    /// <summary>Whether the addresses are IPv6.</summary>
    public bool IsIPv6 => Address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>How many addresses there are. Ranges of more than half the family's space count as empty, as Kubernetes has it.</summary>
    public long Size => (Bits - PrefixLength) switch
    {
        var free when free >= Bits - 1 => 0,
        >= 63 => long.MaxValue,
        var free => 1L << free,
    };

    /// <summary>Reads <c>address/bits</c>; false when the text is no range.</summary>
    public static bool TryParse(string text, out Subnet subnet)
    {
        ArgumentNullException.ThrowIfNull(text);
        subnet = new(IPAddress.None, 0);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0
            || !AddressText.TryParse(text[..slash], out var address)
            || !int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
            || bits > address.GetAddressBytes().Length * 8)
        {
            return false;
        }

        subnet = new(Mask(address, bits), bits);
        return true;
    }

    /// <summary>The address at an index from 0; null when the range is too small.</summary>
    public IPAddress? AddressAt(int index)
    {
        if (index < 0 || new BigInteger(index) >= BigInteger.One << (Bits - PrefixLength))
        {
            return null;
        }

        var value = new BigInteger(Address.GetAddressBytes(), isUnsigned: true, isBigEndian: true) + index;
        var bytes = new byte[Bits / 8];
        var significant = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        significant.CopyTo(bytes, bytes.Length - significant.Length);
        return new IPAddress(bytes);
    }

    /// <summary>Whether an address is in the range.</summary>
    public bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.AddressFamily == Address.AddressFamily && Mask(address, PrefixLength).Equals(Address);
    }

    /// <summary>Whether the ranges have an address in common.</summary>
    public bool Overlaps(Subnet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Contains(other.Address) || other.Contains(Address);
    }

    /// <summary>The network that an address is in.</summary>
    public static Subnet Of(IPAddress address, int prefixLength)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new(Mask(address, prefixLength), prefixLength);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Address}/{PrefixLength.ToString(CultureInfo.InvariantCulture)}";

    private static IPAddress Mask(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var keep = Math.Clamp(bits - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xff << (8 - keep));
        }

        return new IPAddress(bytes);
    }
}
