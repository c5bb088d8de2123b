using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Pki;

/// <summary>A certificate with its key, in whatever file or files they are.</summary>
public interface ICredential
{
    /// <summary>Its name: <c>apiserver</c>, <c>admin.conf</c>.</summary>
    string Name { get; }

    /// <summary>The file that the certificate is in.</summary>
    string Path { get; }

    /// <summary>The name of the authority that issues it.</summary>
    string AuthorityName { get; }

    /// <summary>Reads the certificate. The caller disposes of it.</summary>
    /// <exception cref="KubeadmException">It is not there or broken.</exception>
    X509Certificate2 ReadCertificate();

    /// <summary>The files as they are with another certificate and key, in the order in which they are to be written. Nothing is written.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="key">Its key.</param>
    /// <param name="authority">The authority that issued it.</param>
    IReadOnlyList<NewContent> With(X509Certificate2 certificate, AsymmetricAlgorithm key, X509Certificate2 authority);
}
