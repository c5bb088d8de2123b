using System.Collections.Concurrent;
using System.Security.Cryptography;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Tests.Pki;

/// <summary>Copies of one key per algorithm: for tests of what surrounds keys, where an RSA key of its own for each would take minutes.</summary>
internal static class RecycledKeys
{
    private static readonly ConcurrentDictionary<KeyAlgorithm, Lazy<byte[]>> Known = new();

    public static KeyFactory CreateFactory() => new(1, Copy);

    private static AsymmetricAlgorithm Copy(KeyAlgorithm algorithm)
    {
        var pkcs8 = Known.GetOrAdd(algorithm, static algorithm => new(() =>
        {
            using var key = KeyAlgorithms.CreateKey(algorithm);
            return key.ExportPkcs8PrivateKey();
        })).Value;
        AsymmetricAlgorithm copy = algorithm is KeyAlgorithm.EcdsaP256 or KeyAlgorithm.EcdsaP384 ? ECDsa.Create() : RSA.Create();
        copy.ImportPkcs8PrivateKey(pkcs8, out _);
        return copy;
    }
}
