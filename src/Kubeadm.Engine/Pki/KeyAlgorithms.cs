using System.Security.Cryptography;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Pki;

/// <summary>Names of <see cref="KeyAlgorithm"/> and the creation of keys.</summary>
public static class KeyAlgorithms
{
    /// <summary>
    /// The algorithm of all keys of a cluster. The deprecated feature gate <c>PublicKeysECDSA</c>, where it is given at all, goes before
    /// <c>encryptionAlgorithm</c>: on it means ECDSA-P256, off RSA-2048.
    /// </summary>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: the name of the algorithm is not known.</exception>
    public static KeyAlgorithm Of(ClusterConfiguration cluster) => cluster.FeatureGates.TryGetValue(FeatureGates.PublicKeysEcdsa, out var ecdsa)
        ? ecdsa ? KeyAlgorithm.EcdsaP256 : KeyAlgorithm.Rsa2048
        : Parse(cluster.EncryptionAlgorithm);

    /// <summary>Reads the name that <c>encryptionAlgorithm</c> has in a configuration; empty means RSA-2048.</summary>
    /// <exception cref="KubeadmException">The name is not known.</exception>
    public static KeyAlgorithm Parse(string name) => name switch
    {
        "" or EncryptionAlgorithms.Rsa2048 => KeyAlgorithm.Rsa2048,
        EncryptionAlgorithms.Rsa3072 => KeyAlgorithm.Rsa3072,
        EncryptionAlgorithms.Rsa4096 => KeyAlgorithm.Rsa4096,
        EncryptionAlgorithms.EcdsaP256 => KeyAlgorithm.EcdsaP256,
        EncryptionAlgorithms.EcdsaP384 => KeyAlgorithm.EcdsaP384,
        _ => throw PkiErrors.UnknownAlgorithm(name),
    };

    /// <summary>The name that a key's algorithm and size have in <c>encryptionAlgorithm</c>; one in the same form for others.</summary>
    public static string NameOf(AsymmetricAlgorithm key) => key is ECDsa ? $"ECDSA-P{key.KeySize}" : $"RSA-{key.KeySize}";

    /// <summary>Creates a key now, on the calling thread.</summary>
    public static AsymmetricAlgorithm CreateKey(KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.EcdsaP256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        KeyAlgorithm.EcdsaP384 => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        KeyAlgorithm.Rsa3072 => CreateRsa(3072),
        KeyAlgorithm.Rsa4096 => CreateRsa(4096),
        _ => CreateRsa(2048),
    };

    private static RSA CreateRsa(int bits)
    {
        var key = RSA.Create(bits);

        // The platform generates the key when it is first asked for; the work must be done here, not where the key is used.
        _ = key.ExportParameters(includePrivateParameters: false);
        return key;
    }
}
