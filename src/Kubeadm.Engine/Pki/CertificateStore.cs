using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Pki;

/// <summary>The folder of certificates and keys. Base names are paths below it without suffix: <c>ca</c>, <c>etcd/server</c>.</summary>
/// <param name="files">The node's files.</param>
/// <param name="directory">The folder, <c>certificatesDir</c>.</param>
public sealed class CertificateStore(INodeFileSystem files, string directory)
{
    /// <summary>The folder.</summary>
    public string Directory { get; } = directory;

    /// <summary>Where a certificate is.</summary>
    public string CertificatePath(string baseName) => $"{Directory}/{baseName}.crt";

    /// <summary>Where a private key is.</summary>
    public string KeyPath(string baseName) => $"{Directory}/{baseName}.key";

    /// <summary>Where a public key is.</summary>
    public string PublicKeyPath(string baseName) => $"{Directory}/{baseName}.pub";

    /// <summary>Where a certificate request is.</summary>
    public string RequestPath(string baseName) => $"{Directory}/{baseName}.csr";

    /// <summary>Whether the certificate is there.</summary>
    public bool HasCertificate(string baseName) => files.FileExists(CertificatePath(baseName));

    /// <summary>Whether the private key is there.</summary>
    public bool HasKey(string baseName) => files.FileExists(KeyPath(baseName));

    /// <summary>Whether the public key is there.</summary>
    public bool HasPublicKey(string baseName) => files.FileExists(PublicKeyPath(baseName));

    /// <summary>Reads a certificate: the first in its file.</summary>
    /// <exception cref="KubeadmException">It is not there or broken.</exception>
    public X509Certificate2 ReadCertificate(string baseName) => ReadChain(baseName)[0];

    /// <summary>Reads a certificate and the intermediates that stand after it in its file.</summary>
    /// <exception cref="KubeadmException">It is not there (<c>CertificateNotFound</c>) or broken (<c>InvalidCertificate</c>).</exception>
    public IReadOnlyList<X509Certificate2> ReadChain(string baseName)
    {
        var path = CertificatePath(baseName);
        return CertificatePem.Read(Read(path, PkiErrors.CertificateNotFound), path);
    }

    /// <summary>Reads a private key. The caller disposes of it.</summary>
    /// <exception cref="KubeadmException">It is not there (<c>PrivateKeyNotFound</c>) or broken (<c>InvalidPrivateKey</c>).</exception>
    public AsymmetricAlgorithm ReadKey(string baseName)
    {
        var path = KeyPath(baseName);
        var content = Read(path, PkiErrors.PrivateKeyNotFound);
        try
        {
            return KeyPem.ReadPrivate(content) ?? throw PkiErrors.InvalidPrivateKey(path);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>Reads a public key. The caller disposes of it.</summary>
    /// <exception cref="KubeadmException">It is not there (<c>PublicKeyNotFound</c>) or broken (<c>InvalidPublicKey</c>).</exception>
    public AsymmetricAlgorithm ReadPublicKey(string baseName)
    {
        var path = PublicKeyPath(baseName);
        return KeyPem.ReadPublic(Read(path, PkiErrors.PublicKeyNotFound)) ?? throw PkiErrors.InvalidPublicKey(path);
    }

    /// <summary>Writes a certificate, for all to read.</summary>
    public Change WriteCertificate(string baseName, X509Certificate2 certificate) =>
        Write(CertificatePath(baseName), CertificatePem.Write(certificate), NodeFileModes.PublicFile, isSecret: false);

    /// <summary>Writes a private key, for its owner alone.</summary>
    public Change WriteKey(string baseName, AsymmetricAlgorithm key) =>
        Write(KeyPath(baseName), KeyPem.WritePrivate(key), NodeFileModes.PrivateFile, isSecret: true);

    /// <summary>Writes the public half of a key; kubeadm keeps it from others as it does the key.</summary>
    public Change WritePublicKey(string baseName, AsymmetricAlgorithm key) =>
        Write(PublicKeyPath(baseName), KeyPem.WritePublic(key), NodeFileModes.PrivateFile, isSecret: false);

    /// <summary>Writes a certificate request (DER) as PEM.</summary>
    public Change WriteRequest(string baseName, byte[] request) =>
        Write(RequestPath(baseName), PemBlocks.Write(PemBlocks.Request, request), NodeFileModes.PrivateFile, isSecret: false);

    /// <summary>Fails when one of the files is there.</summary>
    /// <exception cref="KubeadmException">With the identifier <c>FileExists</c>.</exception>
    internal void RequireAbsent(params string[] paths)
    {
        if (Array.Find(paths, files.FileExists) is { } path)
        {
            throw PkiErrors.FileExists(path);
        }
    }

    /// <summary>Reports files as they are: <see cref="ChangeAction.Unchanged"/>.</summary>
    public IEnumerable<Change> Unchanged(string baseName)
    {
        if (HasCertificate(baseName))
        {
            var digest = HexDigest.Of(files.ReadAllBytes(CertificatePath(baseName)));
            yield return new(ChangeKind.File, CertificatePath(baseName), ChangeAction.Unchanged) { OldDigest = digest, NewDigest = digest };
        }

        if (HasKey(baseName))
        {
            yield return new(ChangeKind.File, KeyPath(baseName), ChangeAction.Unchanged);
        }
    }

    private Change Write(string path, byte[] content, UnixFileMode mode, bool isSecret)
    {
        var existed = files.FileExists(path);
        files.CreateDirectory(path[..path.LastIndexOf('/')], NodeFileModes.PublicDirectory);
        files.WriteAllBytes(path, content, mode);
        var change = new Change(ChangeKind.File, path, existed ? ChangeAction.Update : ChangeAction.Create)
        {
            NewDigest = isSecret ? null : HexDigest.Of(content),
        };
        if (isSecret)
        {
            CryptographicOperations.ZeroMemory(content);
        }

        return change;
    }

    private byte[] Read(string path, Func<string, Exception, KubeadmException> missing)
    {
        try
        {
            return files.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw missing(path, e);
        }
    }
}
