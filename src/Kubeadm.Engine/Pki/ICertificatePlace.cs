using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.Engine.Pki;

/// <summary>Where the certificate of a request goes: a file beside its key, or a kubeconfig.</summary>
public interface ICertificatePlace
{
    /// <summary>The request.</summary>
    PendingRequest Request { get; }

    /// <summary>The file that the certificate goes to.</summary>
    string Path { get; }

    /// <summary>What keeps the place from taking the certificate: above all that the request's private key is not there.</summary>
    IEnumerable<CertificateProblem> Check();

    /// <summary>Writes the certificate, whole or not at all.</summary>
    /// <param name="chain">The certificate, then intermediate ones.</param>
    Change Install(IReadOnlyList<X509Certificate2> chain);

    /// <summary>Describes the certificate that is there.</summary>
    KubeCertificate Read();
}
