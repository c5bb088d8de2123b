using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Pki;

/// <summary>The hash of a certificate's public key by which a joining node knows the cluster: <c>sha256:HEX</c>.</summary>
/// <remarks>SHA-256 of the DER of SubjectPublicKeyInfo, as in RFC 7469, but in hexadecimal.</remarks>
public static class PublicKeyPin
{
    private const string Prefix = "sha256:";

    /// <summary>The pin of a certificate.</summary>
    public static string Of(X509Certificate2 certificate) => Of(certificate.PublicKey.ExportSubjectPublicKeyInfo());

    /// <summary>The pin of a public key.</summary>
    /// <param name="subjectPublicKeyInfo">The DER of its SubjectPublicKeyInfo.</param>
    public static string Of(ReadOnlySpan<byte> subjectPublicKeyInfo) =>
        Prefix + HexDigest.Of(subjectPublicKeyInfo);

    /// <summary>Reads a pin into its one form, all lower case.</summary>
    /// <exception cref="KubeadmException">It is not one (<c>InvalidPublicKeyPin</c>).</exception>
    public static string Parse(string text)
    {
        var hex = text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..] : "";
        return hex.Length == SHA256.HashSizeInBytes * 2 && hex.All(char.IsAsciiHexDigit)
            ? Prefix + hex.ToLowerInvariant()
            : throw PkiErrors.InvalidPublicKeyPin(text);
    }

    /// <summary>Whether one of the certificates has one of the pins.</summary>
    /// <param name="certificates">The certificates.</param>
    /// <param name="pins">Pins in the form of <see cref="Parse"/>.</param>
    public static bool AnyMatches(IEnumerable<X509Certificate2> certificates, IReadOnlyCollection<string> pins) =>
        certificates.Any(certificate => pins.Contains(Of(certificate)));
}
