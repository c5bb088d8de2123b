using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.Engine.Pki;

/// <summary>Takes from a subject what Kubernetes reads in it. One relative name may hold several values, as kubeadm's organizations do.</summary>
internal static class DistinguishedNameDecoder
{
    /// <summary>The organizations, in their order.</summary>
    public static IReadOnlyList<string> Organizations(X500DistinguishedName name) => [.. ValuesOf(name, DistinguishedNameEncoder.Organization)];

    /// <summary>The common name, the last one where there are several; null where there is none.</summary>
    public static string? CommonName(X500DistinguishedName name) => ValuesOf(name, DistinguishedNameEncoder.CommonName).LastOrDefault();

    /// <summary>Whether two names have the same attributes with the same values. Authorities may write them in another order or encoding.</summary>
    public static bool SaySame(X500DistinguishedName one, X500DistinguishedName other) => Sorted(one).SequenceEqual(Sorted(other));

    private static IEnumerable<string> Sorted(X500DistinguishedName name) =>
        Attributes(name).Select(attribute => $"{attribute.Type}={attribute.Value}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> ValuesOf(X500DistinguishedName name, string type) =>
        Attributes(name).Where(attribute => attribute.Type == type).Select(attribute => attribute.Value);

    private static List<(string Type, string Value)> Attributes(X500DistinguishedName name)
    {
        var values = new List<(string Type, string Value)>();
        var relativeNames = new AsnReader(name.RawData, AsnEncodingRules.DER).ReadSequence();
        while (relativeNames.HasData)
        {
            var attributes = relativeNames.ReadSetOf(skipSortOrderValidation: true);
            while (attributes.HasData)
            {
                var attribute = attributes.ReadSequence();
                values.Add((attribute.ReadObjectIdentifier(), Value(attribute)));
            }
        }

        return values;
    }

    /// <summary>The text of a string type; of anything else its encoding.</summary>
    private static string Value(AsnReader attribute)
    {
        var tag = attribute.PeekTag();
        return tag.TagClass == TagClass.Universal && IsText((UniversalTagNumber)tag.TagValue)
            ? attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue)
            : Convert.ToHexString(attribute.ReadEncodedValue().Span);
    }

    private static bool IsText(UniversalTagNumber type) => type is UniversalTagNumber.PrintableString or UniversalTagNumber.UTF8String
        or UniversalTagNumber.IA5String or UniversalTagNumber.BMPString or UniversalTagNumber.T61String;
}
