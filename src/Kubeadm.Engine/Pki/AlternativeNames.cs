using System.Collections;
using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.Engine.Pki;

/// <summary>
/// The names and addresses that a certificate is valid for, in the order in which they stand in it. As a list it is the text of each,
/// which is what reports and <c>-contains</c> want.
/// </summary>
/// <param name="DnsNames">DNS names.</param>
/// <param name="Addresses">IP addresses.</param>
public sealed record AlternativeNames(IReadOnlyList<string> DnsNames, IReadOnlyList<IPAddress> Addresses) : IEnumerable<string>
{
    private const string Identifier = "2.5.29.17";

    /// <summary>No names.</summary>
    public static AlternativeNames None { get; } = new([], []);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => DnsNames.Count == 0 && Addresses.Count == 0;

    /// <summary>kubeadm's order: DNS names sorted, addresses as they came; each once.</summary>
    public static AlternativeNames Normalize(IEnumerable<string> dnsNames, IEnumerable<IPAddress> addresses) =>
        new(
            [.. dnsNames.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. addresses.Distinct()]);

    /// <summary>Reads them from a certificate.</summary>
    public static AlternativeNames Of(X509Certificate2 certificate) => Of(certificate.Extensions);

    /// <summary>Reads them from the extensions of a certificate or request.</summary>
    public static AlternativeNames Of(IEnumerable<X509Extension> extensions)
    {
        if (extensions.FirstOrDefault(extension => extension.Oid?.Value == Identifier) is not { } found)
        {
            return None;
        }

        var names = new X509SubjectAlternativeNameExtension(found.RawData);
        return new([.. names.EnumerateDnsNames()], [.. names.EnumerateIPAddresses()]);
    }

    /// <summary>The extension of RFC 5280, section 4.2.1.6. It is critical where the subject is empty.</summary>
    internal X509Extension ToExtension(bool critical)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var name in DnsNames)
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, 2));
            }

            foreach (var address in Addresses)
            {
                writer.WriteOctetString(address.GetAddressBytes(), new Asn1Tag(TagClass.ContextSpecific, 7));
            }
        }

        return new X509Extension(Identifier, writer.Encode(), critical);
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => DnsNames.Concat(Addresses.Select(address => address.ToString())).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => IsEmpty ? "" : $"DNS names [{string.Join(' ', DnsNames)}] and IPs [{string.Join(' ', Addresses)}]";
}
