using System.Security.Cryptography;

namespace Kubeadm.Engine.Pki;

/// <summary>Private and public keys as PEM, in the forms that kubeadm writes and reads.</summary>
public static class KeyPem
{
    /// <summary>Writes a private key: PKCS #1 for RSA, SEC 1 for ECDSA. The caller clears it after use.</summary>
    public static byte[] WritePrivate(AsymmetricAlgorithm key) => PrivateKeyPem.Write(key);

    /// <summary>Writes the public half of a key (SubjectPublicKeyInfo).</summary>
    public static byte[] WritePublic(AsymmetricAlgorithm key) => PemBlocks.Write(PemBlocks.PublicKey, key.ExportSubjectPublicKeyInfo());

    /// <summary>Reads the first RSA or ECDSA private key in a PEM text (PKCS #1, SEC 1 or PKCS #8, not encrypted); null when there is none.</summary>
    public static AsymmetricAlgorithm? ReadPrivate(byte[] pem) => PrivateKeyPem.Read(pem);

    /// <summary>Reads the public half of the first RSA or ECDSA private key in a PEM text, else the first public key; null when there is none.</summary>
    public static AsymmetricAlgorithm? ReadPublic(byte[] pem)
    {
        // A private key must not get to where texts are read that cannot be cleared.
        if (ReadPrivate(pem) is { } whole)
        {
            return whole;
        }

        return pem.Length > PemBlocks.MaxLength
            ? null
            : PemBlocks.Read(pem).Where(block => block.Label == PemBlocks.PublicKey).Select(block => Import(block.Der)).FirstOrDefault(key => key is not null);
    }

    /// <summary>Whether two keys have the same public half.</summary>
    public static bool SamePublicKey(AsymmetricAlgorithm one, AsymmetricAlgorithm other) =>
        one.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(other.ExportSubjectPublicKeyInfo());

    private static AsymmetricAlgorithm? Import(byte[] der) =>
        PrivateKeyPem.TryImport(RSA.Create(), rsa => rsa.ImportSubjectPublicKeyInfo(der, out _))
        ?? PrivateKeyPem.TryImport(ECDsa.Create(), ec => ec.ImportSubjectPublicKeyInfo(der, out _));
}
