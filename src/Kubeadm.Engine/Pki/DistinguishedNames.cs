using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.Engine.Pki;

/// <summary>Compares subjects by what they say.</summary>
internal static class DistinguishedNames
{
    /// <summary>Whether two names have the same attributes with the same values. Authorities may write them in another order or encoding.</summary>
    public static bool SaySame(X500DistinguishedName one, X500DistinguishedName other) =>
        Attributes(one).Order(StringComparer.Ordinal).SequenceEqual(Attributes(other).Order(StringComparer.Ordinal));

    private static List<string> Attributes(X500DistinguishedName name)
    {
        var attributes = new List<string>();
        var relativeNames = new AsnReader(name.RawData, AsnEncodingRules.DER).ReadSequence();
        while (relativeNames.HasData)
        {
            var set = relativeNames.ReadSetOf(skipSortOrderValidation: true);
            while (set.HasData)
            {
                var attribute = set.ReadSequence();
                attributes.Add($"{attribute.ReadObjectIdentifier()}={Value(attribute)}");
            }
        }

        return attributes;
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
