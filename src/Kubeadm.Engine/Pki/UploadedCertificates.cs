using System.Security.Cryptography;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Pki;

/// <summary>
/// The certificates and keys that every control-plane node has alike, as the Secret <c>kubeadm-certs</c> carries them to
/// nodes that join: encrypted, under the names of their files with <c>-</c> for <c>/</c>.
/// </summary>
/// <param name="files">The node's files.</param>
public sealed class UploadedCertificates(INodeFileSystem files)
{
    /// <summary>The files that must be there and are not. An external etcd may do without TLS; its files then have no names.</summary>
    /// <param name="cluster">The cluster.</param>
    public IReadOnlyList<string> Missing(ClusterConfiguration cluster) =>
        [.. FilesOf(cluster).Select(file => file.Path).Where(path => path.Length > 0 && !files.FileExists(path))];

    /// <summary>Reads and encrypts the files. One that is not there has an empty value (an external etcd without TLS).</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="key">The certificate key's bytes.</param>
    public SortedDictionary<string, byte[]> Collect(ClusterConfiguration cluster, ReadOnlySpan<byte> key)
    {
        var data = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, path) in FilesOf(cluster))
        {
            if (path.Length == 0 || !files.FileExists(path))
            {
                data[name] = [];
                continue;
            }

            var content = files.ReadAllBytes(path);
            data[name] = CertificateEncryption.Encrypt(content, key);
            CryptographicOperations.ZeroMemory(content);
        }

        return data;
    }

    /// <summary>Decrypts the files and writes them. Nothing is written unless all can be decrypted.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="data">The Secret's data.</param>
    /// <param name="key">The certificate key's bytes.</param>
    /// <exception cref="KubeadmException">A file is missing (<c>UploadedCertificateMissing</c>) or cannot be decrypted.</exception>
    public IReadOnlyList<Change> Restore(ClusterConfiguration cluster, IDictionary<string, byte[]> data, ReadOnlySpan<byte> key)
    {
        var contents = new List<(string Path, byte[] Content)>();
        foreach (var (name, path) in FilesOf(cluster))
        {
            if (!data.TryGetValue(name, out var encrypted))
            {
                throw PkiErrors.UploadedCertificateMissing(name);
            }

            if (encrypted is { Length: > 0 })
            {
                contents.Add((path, CertificateEncryption.Decrypt(encrypted, key)));
            }
        }

        return [.. contents.Select(file => Write(file.Path, file.Content))];
    }

    private Change Write(string path, byte[] content)
    {
        using var key = KeyPem.ReadPrivate(content);
        if (key is null && KeyPem.ReadPublic(content) is null)
        {
            CertificatePem.Read(content, path);
        }

        var existed = files.FileExists(path);
        if (existed && CryptographicOperations.FixedTimeEquals(files.ReadAllBytes(path), content))
        {
            return new(ChangeKind.File, path, ChangeAction.Unchanged);
        }

        files.CreateDirectory(path[..path.LastIndexOf('/')], NodeFileModes.PublicDirectory);
        files.WriteAllBytes(path, content, key is null ? NodeFileModes.PublicFile : NodeFileModes.PrivateFile);
        return new(ChangeKind.File, path, existed ? ChangeAction.Update : ChangeAction.Create);
    }

    private static IEnumerable<(string Name, string Path)> FilesOf(ClusterConfiguration cluster)
    {
        string[] names = ["ca.crt", "ca.key", "front-proxy-ca.crt", "front-proxy-ca.key", "sa.pub", "sa.key"];
        IEnumerable<(string, string)> own = names.Select(name => (name, $"{cluster.CertificatesDir}/{name}"));
        return cluster.Etcd.External is { } external
            ? own.Concat(
                [("external-etcd-ca.crt", external.CaFile), ("external-etcd.crt", external.CertFile), ("external-etcd.key", external.KeyFile)])
            : own.Concat(
                [("etcd-ca.crt", $"{cluster.CertificatesDir}/etcd/ca.crt"), ("etcd-ca.key", $"{cluster.CertificatesDir}/etcd/ca.key")]);
    }
}
