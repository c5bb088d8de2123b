using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

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

    /// <summary>The name of this machine's Node: by the kubelet's certificate, else the machine's, in lower case as kubelets take it.</summary>
    /// <param name="node">The machine.</param>
    public static string NodeNameOf(INode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return Find(node.Files, KubernetesPaths.KubeletKubeconfig)?.NodeName ?? node.Network.HostName.ToLowerInvariant();
    }

    /// <summary>Reads it; null while the kubeconfig, its authority, the certificate or the key is missing or incomplete.</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="path">The kubelet's kubeconfig.</param>
    public static KubeletIdentity? Find(INodeFileSystem files, string path)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Try(() =>
        {
            var file = KubeconfigFile.Parse(files.ReadAllBytes(path), path);
            if (file is not { CurrentCluster: { } cluster, CurrentUser: { } user })
            {
                return null;
            }

            var certificate = CertificatePem.Read(Content(files, user.ClientCertificateData, user.ClientCertificate), path)[0];
            using var key = KeyPem.ReadPrivate(Content(files, user.ClientKeyData, user.ClientKey));
            return key is null ? null : new KubeletIdentity(AuthorityOf(files, cluster, path), certificate);
        });
    }

    /// <summary>
    /// Whether a kubelet of the cluster waits for its first certificate: it writes its kubeconfig when it is started, and what that
    /// names when the cluster has signed it.
    /// </summary>
    /// <param name="files">The node's files.</param>
    /// <param name="path">The kubelet's kubeconfig.</param>
    /// <param name="authority">PEM of the cluster's authority.</param>
    public static bool IsAwaited(INodeFileSystem files, string path, byte[] authority)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Try(() => KubeconfigFile.Parse(files.ReadAllBytes(path), path) is { CurrentCluster: { } cluster, CurrentUser: { ClientCertificate.Length: > 0 } user }
            && !files.FileExists(user.ClientCertificate)
            && IsOneOf(AuthorityOf(files, cluster, path), authority));
    }

    /// <summary>Whether it is the identity of a node in the cluster of an authority, and valid.</summary>
    /// <param name="nodeName">The node's name.</param>
    /// <param name="authority">PEM of the cluster's authority.</param>
    /// <param name="now">The time at which the certificate must be valid.</param>
    public bool IsOf(string nodeName, byte[] authority, DateTimeOffset now) =>
        NodeName == nodeName && CertificateChecks.PeriodProblem(_certificate, now) is null && IsOneOf(_authority, authority);

    private static bool IsOneOf(X509Certificate2 certificate, byte[] pem) =>
        CertificatePem.Read(pem, "certificate-authority-data").Any(known => known.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    private static X509Certificate2 AuthorityOf(INodeFileSystem files, KubeconfigCluster cluster, string path) =>
        CertificatePem.Read(Content(files, cluster.CertificateAuthorityData, cluster.CertificateAuthority), path)[0];

    private static byte[] Content(INodeFileSystem files, byte[] data, string path) => data.Length > 0 || path.Length == 0 ? data : files.ReadAllBytes(path);

    /// <summary>Files that another process writes may be missing or half there: that is no error.</summary>
    private static T? Try<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is KubeadmException or IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
