using System.Collections;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;

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
    public static AlternativeNames Of(X509Certificate2 certificate) =>
        certificate.Extensions[Identifier] is { } extension ? Decode(GeneralNames.GetInstance(Asn1Object.FromByteArray(extension.RawData))) : None;

    /// <summary>Reads them from the extensions that a request asks for.</summary>
    internal static AlternativeNames Of(X509Extensions? extensions) =>
        extensions?.GetExtension(X509Extensions.SubjectAlternativeName) is { } extension ? Decode(GeneralNames.GetInstance(extension.GetParsedValue())) : None;

    /// <summary>Encodes them, DNS names first.</summary>
    /// <exception cref="KubeadmException">A DNS name is not ASCII (<c>InvalidCertificateName</c>).</exception>
    internal GeneralNames Encode() => new(
    [
        .. DnsNames.Select(name => new GeneralName(GeneralName.DnsName, Ascii(name))),
        .. Addresses.Select(address => new GeneralName(GeneralName.IPAddress, new DerOctetString(address.GetAddressBytes()))),
    ]);

    private static AlternativeNames Decode(GeneralNames names)
    {
        var all = names.GetNames();
        return new(
            [.. all.Where(name => name.TagNo == GeneralName.DnsName).Select(name => DerIA5String.GetInstance(name.Name).GetString())],
            [.. all.Where(name => name.TagNo == GeneralName.IPAddress).Select(name => new IPAddress(Asn1OctetString.GetInstance(name.Name).GetOctets()))]);
    }

    private static DerIA5String Ascii(string name) => DerIA5String.IsIA5String(name) ? new DerIA5String(name) : throw PkiErrors.InvalidDnsName(name);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => DnsNames.Concat(Addresses.Select(address => address.ToString())).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => IsEmpty ? "" : $"DNS names [{string.Join(' ', DnsNames)}] and IPs [{string.Join(' ', Addresses)}]";
}
