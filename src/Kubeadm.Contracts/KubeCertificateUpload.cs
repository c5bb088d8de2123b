using System.Security;

namespace Kubeadm;

/// <summary>Certificates that were uploaded for control planes that join. Holds a secret.</summary>
public sealed record KubeCertificateUpload
{
    internal KubeCertificateUpload(string certificateKey) => PlainCertificateKey = certificateKey;

    /// <summary>
    /// The key that they are encrypted with, 64 hexadecimal digits: a <see cref="SecureString"/>, or a string after
    /// <see cref="AsPlainText"/>.
    /// </summary>
    public object CertificateKey => Secret.Show(PlainCertificateKey, ShowsSecret);

    /// <summary>When the cluster removes them, UTC.</summary>
    public required DateTime? CertificateKeyExpires { get; init; }

    /// <summary>The namespace of the Secret.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name of the Secret.</summary>
    public required string SecretName { get; init; }

    /// <summary>
    /// What was done to the Secret, a word of <see cref="ChangeAction"/>. It is left alone when it holds the same under the same key and
    /// has time left.
    /// </summary>
    public required string Action { get; init; }

    /// <summary>The kubeconfig by which the cluster was reached.</summary>
    public required string Kubeconfig { get; init; }

    /// <summary>The key that they are encrypted with. A secret.</summary>
    internal string PlainCertificateKey { get; }

    private bool ShowsSecret { get; init; }

    /// <summary>The same with its secret as text, which JSON, CSV and lists then show.</summary>
    public KubeCertificateUpload AsPlainText() => this with { ShowsSecret = true };

    /// <summary>The Secret, without the key.</summary>
    public override string ToString() => $"{Namespace}/{SecretName}";
}
