using System.Security.Cryptography;
using System.Text;

namespace Kubeadm.Engine.Pki;

/// <summary>PEM texts as OpenSSL and Go write them (RFC 7468, lines of 64, a line feed at the end).</summary>
internal static class PemBlocks
{
    /// <summary>Label of a certificate.</summary>
    public const string Certificate = "CERTIFICATE";

    /// <summary>Label of a PKCS #10 request.</summary>
    public const string Request = "CERTIFICATE REQUEST";

    /// <summary>Label of a PKCS #1 private key.</summary>
    public const string RsaPrivateKey = "RSA PRIVATE KEY";

    /// <summary>Label of a SEC 1 private key.</summary>
    public const string EcPrivateKey = "EC PRIVATE KEY";

    /// <summary>Label of a PKCS #8 private key.</summary>
    public const string PrivateKey = "PRIVATE KEY";

    /// <summary>Label of a SubjectPublicKeyInfo.</summary>
    public const string PublicKey = "PUBLIC KEY";

    /// <summary>Writes one block.</summary>
    public static byte[] Write(string label, ReadOnlySpan<byte> der)
    {
        var text = PemEncoding.Write(label, der);
        var bytes = new byte[text.Length + 1];
        Encoding.ASCII.GetBytes(text, bytes);
        bytes[^1] = (byte)'\n';
        CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()));
        return bytes;
    }

    /// <summary>Reads the well-formed blocks of a text, in order; what stands between them is not looked at.</summary>
    public static IEnumerable<(string Label, byte[] Der)> Read(byte[] content)
    {
        var text = Encoding.Latin1.GetString(content);
        var position = 0;
        while (PemEncoding.TryFind(text.AsSpan(position), out var fields))
        {
            var label = text[(position + fields.Label.Start.Value)..(position + fields.Label.End.Value)];
            var base64 = text[(position + fields.Base64Data.Start.Value)..(position + fields.Base64Data.End.Value)];
            yield return (label, Convert.FromBase64String(base64));
            position += fields.Location.End.Value;
        }
    }
}
