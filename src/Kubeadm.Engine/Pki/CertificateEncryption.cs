using System.Security.Cryptography;

namespace Kubeadm.Engine.Pki;

/// <summary>How uploaded certificates are encrypted: AES-256 in GCM; a random nonce of 12 bytes, the ciphertext, the tag of 16 bytes.</summary>
public static class CertificateEncryption
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Encrypts.</summary>
    /// <param name="data">The content.</param>
    /// <param name="key">The key: 16, 24 or 32 bytes.</param>
    public static byte[] Encrypt(ReadOnlySpan<byte> data, ReadOnlySpan<byte> key)
    {
        var result = new byte[NonceSize + data.Length + TagSize];
        var nonce = result.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, data, result.AsSpan(NonceSize, data.Length), result.AsSpan(NonceSize + data.Length));
        return result;
    }

    /// <summary>Decrypts.</summary>
    /// <param name="encrypted">What <see cref="Encrypt"/> made.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="KubeadmException">The content is too short, was altered, or the key is another (<c>CertificateDecryptionFailed</c>).</exception>
    public static byte[] Decrypt(ReadOnlySpan<byte> encrypted, ReadOnlySpan<byte> key)
    {
        if (encrypted.Length < NonceSize + TagSize)
        {
            throw PkiErrors.UploadTooShort(encrypted.Length);
        }

        var data = new byte[encrypted.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(encrypted[..NonceSize], encrypted[NonceSize..^TagSize], encrypted[^TagSize..], data);
            return data;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw PkiErrors.WrongCertificateKey(e);
        }
    }
}
