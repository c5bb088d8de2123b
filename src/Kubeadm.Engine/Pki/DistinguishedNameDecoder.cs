using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.Engine.Pki;

/// <summary>Takes from a subject what Kubernetes reads in it. One relative name may hold several values, as kubeadm's organizations do.</summary>
internal static class DistinguishedNameDecoder
{
    /// <summary>The organizations, in their order.</summary>
    public static IReadOnlyList<string> Organizations(X500DistinguishedName name) => ValuesOf(name, DistinguishedNameEncoder.Organization);

    /// <summary>The common name, the last one where there are several; null where there is none.</summary>
    public static string? CommonName(X500DistinguishedName name) => ValuesOf(name, DistinguishedNameEncoder.CommonName).LastOrDefault();

    private static List<string> ValuesOf(X500DistinguishedName name, string type)
    {
        var values = new List<string>();
        var relativeNames = new AsnReader(name.RawData, AsnEncodingRules.DER).ReadSequence();
        while (relativeNames.HasData)
        {
            var attributes = relativeNames.ReadSetOf(skipSortOrderValidation: true);
            while (attributes.HasData)
            {
                var attribute = attributes.ReadSequence();
                if (attribute.ReadObjectIdentifier() == type)
                {
                    values.Add(attribute.ReadCharacterString((UniversalTagNumber)attribute.PeekTag().TagValue));
                }
            }
        }

        return values;
    }
}
