namespace Kubeadm.Engine.Configuration.Model;

/// <summary>The values of <c>encryptionAlgorithm</c> (kubeadm.k8s.io/v1beta4, ClusterConfiguration).</summary>
public static class EncryptionAlgorithms
{
    /// <summary>RSA with a modulus of 2048 bits: the default.</summary>
    public const string Rsa2048 = "RSA-2048";

    /// <summary>RSA with a modulus of 3072 bits.</summary>
    public const string Rsa3072 = "RSA-3072";

    /// <summary>RSA with a modulus of 4096 bits.</summary>
    public const string Rsa4096 = "RSA-4096";

    /// <summary>ECDSA on NIST's curve P-256.</summary>
    public const string EcdsaP256 = "ECDSA-P256";

    /// <summary>ECDSA on NIST's curve P-384.</summary>
    public const string EcdsaP384 = "ECDSA-P384";

    /// <summary>Every value, in the order in which kubeadm lists them.</summary>
    public static IReadOnlyList<string> All { get; } = [EcdsaP256, EcdsaP384, Rsa2048, Rsa3072, Rsa4096];
}
