using System.Security.Cryptography;

namespace Kubeadm.Engine.Pki;

/// <summary>Private and public keys as PEM, in the forms that kubeadm writes and reads.</summary>
public static class KeyPem
{
    /// <summary>Writes a private key: PKCS #1 for RSA, SEC 1 for ECDSA.</summary>
    public static byte[] WritePrivate(AsymmetricAlgorithm key)
    {
        var (label, der) = key switch
        {
            RSA rsa => (PemBlocks.RsaPrivateKey, rsa.ExportRSAPrivateKey()),
            ECDsa ec => (PemBlocks.EcPrivateKey, ec.ExportECPrivateKey()),
            _ => throw new NotSupportedException($"{key.GetType().Name} is neither RSA nor ECDSA"),
        };
        try
        {
            return PemBlocks.Write(label, der);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    /// <summary>Writes the public half of a key (SubjectPublicKeyInfo).</summary>
    public static byte[] WritePublic(AsymmetricAlgorithm key) => PemBlocks.Write(PemBlocks.PublicKey, key.ExportSubjectPublicKeyInfo());

    /// <summary>Reads the first RSA or ECDSA private key in a PEM text (PKCS #1, SEC 1 or PKCS #8, not encrypted); null when there is none.</summary>
    public static AsymmetricAlgorithm? ReadPrivate(byte[] pem)
    {
        foreach (var (label, der) in PemBlocks.Read(pem))
        {
            var key = label switch
            {
                PemBlocks.RsaPrivateKey => TryImport(RSA.Create, rsa => rsa.ImportRSAPrivateKey(der, out _)),
                PemBlocks.EcPrivateKey => TryImport(ECDsa.Create, ec => ec.ImportECPrivateKey(der, out _)),
                PemBlocks.PrivateKey =>
                    TryImport(RSA.Create, rsa => rsa.ImportPkcs8PrivateKey(der, out _))
                    ?? TryImport(ECDsa.Create, ec => ec.ImportPkcs8PrivateKey(der, out _)),
                _ => null,
            };
            CryptographicOperations.ZeroMemory(der);
            if (key is not null)
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>Reads the first RSA or ECDSA public key in a PEM text, also out of a private key; null when there is none.</summary>
    public static AsymmetricAlgorithm? ReadPublic(byte[] pem)
    {
        foreach (var (label, der) in PemBlocks.Read(pem))
        {
            if (label == PemBlocks.PublicKey
                && (TryImport(RSA.Create, rsa => rsa.ImportSubjectPublicKeyInfo(der, out _))
                    ?? TryImport(ECDsa.Create, ec => ec.ImportSubjectPublicKeyInfo(der, out _))) is { } key)
            {
                return key;
            }
        }

        return ReadPrivate(pem);
    }

    /// <summary>Whether two keys have the same public half.</summary>
    public static bool SamePublicKey(AsymmetricAlgorithm one, AsymmetricAlgorithm other) =>
        one.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(other.ExportSubjectPublicKeyInfo());

    private static AsymmetricAlgorithm? TryImport<T>(Func<T> create, Action<T> import)
        where T : AsymmetricAlgorithm
    {
        var key = create();
        try
        {
            import(key);
            return key;
        }
        catch (CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }
}
