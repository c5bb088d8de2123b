using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.Engine.Pki;

/// <summary>Encodes subjects exactly as kubeadm's certificates have them.</summary>
internal static class DistinguishedNameEncoder
{
    internal const string Organization = "2.5.4.10";
    internal const string CommonName = "2.5.4.3";

    /// <summary>Organizations first, all in one relative name, then the common name. Empty parts are left out.</summary>
    public static X500DistinguishedName Encode(string commonName, IReadOnlyList<string> organizations)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            if (organizations.Count > 0)
            {
                WriteRelativeName(writer, Organization, organizations);
            }

            if (commonName.Length > 0)
            {
                WriteRelativeName(writer, CommonName, [commonName]);
            }
        }

        return new X500DistinguishedName(writer.Encode());
    }

    private static void WriteRelativeName(AsnWriter writer, string type, IReadOnlyList<string> values)
    {
        using (writer.PushSetOf())
        {
            foreach (var value in values)
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(type);
                    writer.WriteCharacterString(
                        value.All(IsPrintable) ? UniversalTagNumber.PrintableString : UniversalTagNumber.UTF8String, value);
                }
            }
        }
    }

    /// <summary>X.680's PrintableString; what is outside of it is written as UTF-8, as RFC 5280 asks.</summary>
    private static bool IsPrintable(char c) => char.IsAsciiLetterOrDigit(c) || " '()+,-./:=?".Contains(c, StringComparison.Ordinal);
}
