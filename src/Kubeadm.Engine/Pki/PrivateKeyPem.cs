using System.Security.Cryptography;
using System.Text;

namespace Kubeadm.Engine.Pki;

/// <summary>PEM of private keys, by the platform: in buffers that are cleared after use, which a library's strings cannot be.</summary>
internal static class PrivateKeyPem
{
    private const string RsaPrivateKey = "RSA PRIVATE KEY";
    private const string EcPrivateKey = "EC PRIVATE KEY";
    private const string Pkcs8PrivateKey = "PRIVATE KEY";

    /// <summary>
    /// The longest text that a key is looked for in, in bytes: five times that of a key with 16384 bits. The platform's search takes
    /// time with the square of the length.
    /// </summary>
    private const int MaxLength = 64 << 10;

    /// <summary>Writes a key: PKCS #1 for RSA, SEC 1 for ECDSA; a line feed at the end.</summary>
    public static byte[] Write(AsymmetricAlgorithm key)
    {
        var text = new char[MaxLength];
        try
        {
            var length = key switch
            {
                RSA rsa => rsa.TryExportRSAPrivateKeyPem(text, out var written) ? written : 0,
                ECDsa ec => ec.TryExportECPrivateKeyPem(text, out var written) ? written : 0,
                _ => throw new NotSupportedException($"{key.GetType().Name} is neither RSA nor ECDSA"),
            };
            text[length] = '\n';
            return Encoding.ASCII.GetBytes(text, 0, length + 1);
        }
        finally
        {
            Clear(text);
        }
    }

    /// <summary>Reads the first RSA or ECDSA key that is not encrypted (PKCS #1, SEC 1 or PKCS #8); null when there is none.</summary>
    public static AsymmetricAlgorithm? Read(ReadOnlySpan<byte> content)
    {
        if (content.Length > MaxLength)
        {
            return null;
        }

        var text = new char[content.Length];
        try
        {
            Encoding.Latin1.GetChars(content, text);
            var rest = text.AsSpan();
            while (PemEncoding.TryFind(rest, out var fields))
            {
                if (Import(rest[fields.Label], rest[fields.Base64Data], fields.DecodedDataLength) is { } key)
                {
                    return key;
                }

                rest = rest[fields.Location.End..];
            }

            return null;
        }
        finally
        {
            Clear(text);
        }
    }

    private static AsymmetricAlgorithm? Import(ReadOnlySpan<char> label, ReadOnlySpan<char> base64, int length)
    {
        var der = new byte[length];
        try
        {
            return !Convert.TryFromBase64Chars(base64, der, out _)
                ? null
                : label switch
                {
                    RsaPrivateKey => TryImport(RSA.Create(), rsa => rsa.ImportRSAPrivateKey(der, out _)),
                    EcPrivateKey => TryImport(ECDsa.Create(), ec => ec.ImportECPrivateKey(der, out _)),
                    Pkcs8PrivateKey => TryImport(RSA.Create(), rsa => rsa.ImportPkcs8PrivateKey(der, out _))
                        ?? TryImport(ECDsa.Create(), ec => ec.ImportPkcs8PrivateKey(der, out _)),
                    _ => null,
                };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    /// <summary>Imports a key of outside; null when it is none that the platform can use.</summary>
    internal static AsymmetricAlgorithm? TryImport<T>(T key, Action<T> import)
        where T : AsymmetricAlgorithm
    {
        try
        {
            import(key);

            // What the platform takes in without a look at it comes to light when the key is used.
            _ = key.ExportSubjectPublicKeyInfo();
            return key;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            key.Dispose();
            return null;
        }
    }

    private static void Clear(char[] text) => CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()));
}
