using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Node;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>Who a kubelet is and which cluster it belongs to, by its kubeconfig and the client certificate that it names.</summary>
public sealed class KubeletIdentity
{
    private const string UserPrefix = "system:node:";

    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _certificate;

    private KubeletIdentity(X509Certificate2 authority, X509Certificate2 certificate)
    {
        _authority = authority;
        _certificate = certificate;
    }

    /// <summary>The name of its Node; null when the certificate is not a node's.</summary>
    public string? NodeName =>
        _certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is var name && name.StartsWith(UserPrefix, StringComparison.Ordinal)
            ? name[UserPrefix.Length..]
            : null;

    /// <summary>Reads it; null while the kubeconfig, its authority, the certificate or the key is missing or incomplete.</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="path">The kubelet's kubeconfig.</param>
    public static KubeletIdentity? Find(INodeFileSystem files, string path)
    {
        ArgumentNullException.ThrowIfNull(files);
        try
        {
            var file = KubeconfigFile.Parse(files.ReadAllBytes(path), path);
            if (file is not { CurrentCluster: { } cluster, CurrentUser: { } user })
            {
                return null;
            }

            var authority = CertificatePem.Read(Content(cluster.CertificateAuthorityData, cluster.CertificateAuthority), path)[0];
            var certificate = CertificatePem.Read(Content(user.ClientCertificateData, user.ClientCertificate), path)[0];
            using var key = KeyPem.ReadPrivate(Content(user.ClientKeyData, user.ClientKey));
            return key is null ? null : new KubeletIdentity(authority, certificate);
        }
        catch (Exception e) when (e is KubeadmException or IOException or UnauthorizedAccessException)
        {
            return null;
        }

        byte[] Content(byte[] data, string from) => data.Length > 0 || from.Length == 0 ? data : files.ReadAllBytes(from);
    }

    /// <summary>Whether it is the identity of a node in the cluster of an authority, and valid.</summary>
    /// <param name="nodeName">The node's name.</param>
    /// <param name="authority">PEM of the cluster's authority.</param>
    /// <param name="now">The time at which the certificate must be valid.</param>
    public bool IsOf(string nodeName, byte[] authority, DateTimeOffset now) =>
        NodeName == nodeName
        && CertificateChecks.PeriodProblem(_certificate, now) is null
        && CertificatePem.Read(authority, "certificate-authority-data").Any(known => known.RawDataMemory.Span.SequenceEqual(_authority.RawDataMemory.Span));
}
