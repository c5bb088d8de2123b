using System.Security.Cryptography;

namespace Kubeadm.Engine.Pki;

/// <summary>The key that uploaded certificates are encrypted with: 32 bytes, written as 64 hexadecimal digits. A secret.</summary>
public static class CertificateKey
{
    /// <summary>The key's length in bytes.</summary>
    public const int Size = 32;

    /// <summary>Creates a key.</summary>
    public static string Create() => Convert.ToHexString(RandomNumberGenerator.GetBytes(Size)).ToLowerInvariant();

    /// <summary>Reads a key. The message of the error does not hold it.</summary>
    /// <exception cref="KubeadmException">It is not one (<c>InvalidCertificateKey</c>).</exception>
    public static byte[] Parse(string text)
    {
        try
        {
            if (Convert.FromHexString(text) is { Length: Size } key)
            {
                return key;
            }
        }
        catch (FormatException)
        {
            // Told below, without the inner error: its message could show a part of the key.
        }

        throw PkiErrors.InvalidCertificateKey();
    }
}
