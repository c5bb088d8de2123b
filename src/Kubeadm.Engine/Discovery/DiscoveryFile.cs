using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Discovery;

/// <summary>A kubeconfig that a person gave for discovery, and the files that it refers to.</summary>
/// <param name="files">Where those files are.</param>
/// <param name="location">Where it came from, for errors: a path, or an https address.</param>
/// <param name="resolve">The full path of a path in it; null for a relative one in a kubeconfig that did not come from a file.</param>
internal sealed class DiscoveryFile(INodeFileSystem files, string location, Func<string, string?> resolve)
{
    /// <summary>Reads the kubeconfig, checks it, and puts into it what its current cluster and user refer to.</summary>
    /// <exception cref="KubeadmException"><c>InvalidDiscoveryFile</c>.</exception>
    public KubeconfigFile Load(byte[] content)
    {
        var file = Parse(content);
        if (file.Clusters.Count == 0)
        {
            throw DiscoveryErrors.InvalidFile(location, "it has no cluster");
        }

        var cluster = file.CurrentCluster ?? throw DiscoveryErrors.InvalidFile(location, $"current-context: \"{file.CurrentContext}\" is no context with a cluster");
        if (new KubeconfigRules(path => resolve(path) is { } full && files.FileExists(full)).ProblemsOf(file).ToList() is { Count: > 0 } problems)
        {
            throw DiscoveryErrors.InvalidFile(location, string.Join("; ", problems));
        }

        EmbedAuthority(cluster);
        if (cluster is { InsecureSkipTlsVerify: true, CertificateAuthorityData.Length: > 0 })
        {
            throw DiscoveryErrors.InvalidFile(location, "its cluster has both insecure-skip-tls-verify and a certificate-authority; keep one");
        }

        if (file.CurrentUser is { HasCredentials: true } user)
        {
            EmbedCredentials(user);
        }

        return file;
    }

    private KubeconfigFile Parse(byte[] content)
    {
        try
        {
            return KubeconfigFile.Parse(content, location);
        }
        catch (KubeadmException error)
        {
            throw DiscoveryErrors.InvalidFile(location, "it is not YAML, a field has another type than it should, or two entries have one name", error);
        }
    }

    private void EmbedAuthority(KubeconfigCluster cluster)
    {
        if (cluster is { CertificateAuthorityData.Length: 0, CertificateAuthority.Length: > 0 })
        {
            cluster.CertificateAuthorityData = Read(cluster.CertificateAuthority, "certificate-authority");
            cluster.CertificateAuthority = "";
        }

        if (cluster.CertificateAuthorityData.Length == 0)
        {
            return;
        }

        try
        {
            _ = CertificatePem.Read(cluster.CertificateAuthorityData, "certificate-authority-data");
        }
        catch (KubeadmException error)
        {
            throw DiscoveryErrors.InvalidFile(location, error.Message, error);
        }
    }

    private void EmbedCredentials(KubeconfigUser user)
    {
        if (user is { ClientCertificateData.Length: 0, ClientCertificate.Length: > 0 })
        {
            user.ClientCertificateData = Read(user.ClientCertificate, "client-certificate");
            user.ClientCertificate = "";
        }

        if (user is { ClientKeyData.Length: 0, ClientKey.Length: > 0 })
        {
            user.ClientKeyData = Read(user.ClientKey, "client-key");
            user.ClientKey = "";
        }

        if (user is { Token.Length: 0, TokenFile.Length: > 0 })
        {
            // The line feed at the end of a file is no part of a token and could not be sent.
            user.Token = System.Text.Encoding.UTF8.GetString(Read(user.TokenFile, "tokenFile")).Trim();
            user.TokenFile = "";
        }
    }

    private byte[] Read(string path, string field)
    {
        var full = resolve(path) ?? throw DiscoveryErrors.InvalidFile(location, $"{field}: {path} is relative, but to no folder of this machine");
        try
        {
            return files.ReadAllBytes(full);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiscoveryErrors.InvalidFile(location, $"{field}: {full} cannot be read: {error.Message}", error);
        }
    }
}
