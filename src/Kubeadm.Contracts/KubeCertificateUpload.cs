namespace Kubeadm;

/// <summary>Certificates that were uploaded for control planes that join. Holds a secret; views mask it.</summary>
public sealed record KubeCertificateUpload
{
    /// <summary>The key that they are encrypted with, 64 hexadecimal digits. A secret.</summary>
    public required string CertificateKey { get; init; }

    /// <summary>When the cluster removes them, UTC.</summary>
    public required DateTime? CertificateKeyExpires { get; init; }

    /// <summary>The namespace of the Secret.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name of the Secret.</summary>
    public required string SecretName { get; init; }

    /// <summary>What was done to the Secret, a word of <see cref="ChangeAction"/>. It is left alone when it holds the same under the same key and has time left.</summary>
    public required string Action { get; init; }

    /// <summary>The kubeconfig by which the cluster was reached.</summary>
    public required string Kubeconfig { get; init; }

    /// <summary>The Secret, without the key.</summary>
    public override string ToString() => $"{Namespace}/{SecretName}";
}
