using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Tests.Pki;

/// <summary>Describes certificates in the words of the reference cases (those of <c>openssl x509 -text</c>).</summary>
internal static class CertificateText
{
    /// <summary>Describes a file: a certificate, or a key by its label.</summary>
    public static JsonObject DescribePem(string pem)
    {
        var label = new string(pem.AsSpan()[PemEncoding.Find(pem).Label]);
        return label == "CERTIFICATE"
            ? Describe(X509Certificate2.CreateFromPem(pem))
            : new JsonObject { ["pem"] = $"BEGIN {label}" };
    }

    public static JsonObject Describe(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        using var ec = certificate.GetECDsaPublicKey();
        using var rsa = certificate.GetRSAPublicKey();
        return new JsonObject
        {
            ["basic_constraints"] = Constraints(certificate),
            ["curve"] = ec is null ? null : $"P-{ec.KeySize}",
            ["extended_key_usage"] = ExtendedUsage(certificate),
            ["has_aki"] = certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().Any(),
            ["has_ski"] = certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Any(),
            ["issuer"] = Name(certificate.IssuerName),
            ["key"] = rsa is null ? "id-ecPublicKey" : "rsaEncryption",
            ["key_bits"] = $"{rsa?.KeySize ?? ec?.KeySize}",
            ["key_usage"] = Usage(certificate),
            ["san"] = names is null ? null : new JsonArray([.. Names(names).Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]),
            ["san_critical"] = names is null ? null : (JsonNode)names.Critical,
            ["signature"] = certificate.SignatureAlgorithm.Value switch
            {
                "1.2.840.113549.1.1.11" => "sha256WithRSAEncryption",
                "1.2.840.10045.4.3.2" => "ecdsa-with-SHA256",
                "1.2.840.10045.4.3.3" => "ecdsa-with-SHA384",
                var other => other,
            },
            ["subject"] = Name(certificate.SubjectName),
            ["validity_days"] = Math.Round((certificate.NotAfter - certificate.NotBefore).TotalDays, 0),
        };
    }

    private static string Name(X500DistinguishedName name) =>
        name.Decode(X500DistinguishedNameFlags.Reversed | X500DistinguishedNameFlags.UseCommas).Replace(", ", ",", StringComparison.Ordinal);

    private static JsonObject? Constraints(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault() is { } extension
            ? Value(extension, extension.CertificateAuthority ? "CA:TRUE" : "CA:FALSE")
            : null;

    private static JsonObject? ExtendedUsage(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } extension
            ? Value(extension, string.Join(", ", extension.EnhancedKeyUsages.Cast<Oid>().Select(usage => usage.Value switch
            {
                "1.3.6.1.5.5.7.3.1" => "TLS Web Server Authentication",
                "1.3.6.1.5.5.7.3.2" => "TLS Web Client Authentication",
                var other => other,
            })))
            : null;

    private static JsonObject? Usage(X509Certificate2 certificate)
    {
        if (certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault() is not { } extension)
        {
            return null;
        }

        (X509KeyUsageFlags Flag, string Text)[] known =
        [
            (X509KeyUsageFlags.DigitalSignature, "Digital Signature"),
            (X509KeyUsageFlags.KeyEncipherment, "Key Encipherment"),
            (X509KeyUsageFlags.KeyCertSign, "Certificate Sign"),
        ];
        return Value(extension, string.Join(", ", known.Where(usage => extension.KeyUsages.HasFlag(usage.Flag)).Select(usage => usage.Text)));
    }

    private static JsonObject Value(X509Extension extension, string text) => new() { ["critical"] = extension.Critical, ["value"] = text };

    private static IEnumerable<string> Names(X509SubjectAlternativeNameExtension names) =>
        names.EnumerateDnsNames().Select(name => $"DNS:{name}").Concat(names.EnumerateIPAddresses().Select(address => $"IP Address:{Text(address)}"));

    private static string Text(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork
            ? address.ToString()
            : string.Join(':', address.GetAddressBytes().Chunk(2).Select(pair => $"{(pair[0] << 8) | pair[1]:X}"));
}
