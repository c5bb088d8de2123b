using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X500;
using Org.BouncyCastle.Asn1.X509;

namespace Kubeadm.Engine.Pki;

/// <summary>
/// Subjects, as kubeadm's certificates have them and Kubernetes reads them. One relative name may hold several values, as kubeadm's
/// organizations do.
/// </summary>
internal static class DistinguishedName
{
    /// <summary>Encodes organizations first, all in one relative name, then the common name. Empty parts are left out.</summary>
    public static X509Name Encode(string commonName, IReadOnlyList<string> organizations)
    {
        var names = new List<Rdn>();
        if (organizations.Count > 0)
        {
            names.Add(new Rdn([.. organizations.Select(value => new AttributeTypeAndValue(X509Name.O, Text(value)))]));
        }

        if (commonName.Length > 0)
        {
            names.Add(new Rdn(X509Name.CN, Text(commonName)));
        }

        return X509Name.GetInstance(new DerSequence(names.ToArray<Asn1Encodable>()));
    }

    /// <summary>Returns a name in the platform's form.</summary>
    public static X500DistinguishedName ToPlatform(this X509Name name) => new(name.GetDerEncoded());

    /// <summary>Returns a name of the platform in the form that certificates are built with, byte for byte the same.</summary>
    public static X509Name FromPlatform(X500DistinguishedName name) => X509Name.GetInstance(Asn1Object.FromByteArray(name.RawData));

    /// <summary>Returns the organizations, in their order.</summary>
    public static IReadOnlyList<string> Organizations(X500DistinguishedName name) => [.. ValuesOf(name, X509Name.O)];

    /// <summary>Returns the common name, the last one where there are several; null where there is none.</summary>
    public static string? CommonName(X500DistinguishedName name) => ValuesOf(name, X509Name.CN).LastOrDefault();

    /// <summary>Whether two names have the same attributes with the same values. Authorities may write them in another order or encoding.</summary>
    public static bool SaySame(X500DistinguishedName one, X500DistinguishedName other) => Sorted(one).SequenceEqual(Sorted(other));

    private static IEnumerable<string> Sorted(X500DistinguishedName name) =>
        Attributes(name).Select(attribute => $"{attribute.Type.Id}={Value(attribute)}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> ValuesOf(X500DistinguishedName name, DerObjectIdentifier type) =>
        Attributes(name).Where(attribute => attribute.Type.Equals(type)).Select(Value);

    private static IEnumerable<AttributeTypeAndValue> Attributes(X500DistinguishedName name) =>
        Asn1Sequence.GetInstance(Asn1Object.FromByteArray(name.RawData)).Select(Rdn.GetInstance).SelectMany(relative => relative.GetTypesAndValues());

    /// <summary>The text of a string type; of anything else its encoding.</summary>
    private static string Value(AttributeTypeAndValue attribute) => attribute.Value.ToAsn1Object() is IAsn1String text
        ? text.GetString()
        : Convert.ToHexString(attribute.Value.ToAsn1Object().GetEncoded());

    /// <summary>What a PrintableString (X.680) cannot hold is written as UTF-8, as RFC 5280 asks and Go does.</summary>
    private static Asn1Encodable Text(string value) =>
        DerPrintableString.IsPrintableString(value) ? new DerPrintableString(value) : new DerUtf8String(value);
}
