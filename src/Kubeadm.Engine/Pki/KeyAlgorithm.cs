namespace Kubeadm.Engine.Pki;

/// <summary>The algorithms that kubeadm makes keys with (<c>encryptionAlgorithm</c>).</summary>
public enum KeyAlgorithm
{
    /// <summary>RSA with a modulus of 2048 bits: the default.</summary>
    Rsa2048,

    /// <summary>RSA with a modulus of 3072 bits.</summary>
    Rsa3072,

    /// <summary>RSA with a modulus of 4096 bits.</summary>
    Rsa4096,

    /// <summary>ECDSA on NIST's curve P-256.</summary>
    EcdsaP256,

    /// <summary>ECDSA on NIST's curve P-384.</summary>
    EcdsaP384,
}
