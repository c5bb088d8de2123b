using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Discovery;

/// <summary>Finds the command line with which another machine joins a cluster.</summary>
public static class ClusterJoinCommand
{
    /// <summary>Creates the command for the cluster of a kubeconfig: its address, and the hashes of all its CA certificates.</summary>
    /// <param name="kubeconfig">A kubeconfig with a cluster in use.</param>
    /// <param name="source">Where it came from, for errors.</param>
    /// <param name="token">The token, or what stands in its place.</param>
    /// <param name="files">Where a CA that the kubeconfig only names is read.</param>
    /// <exception cref="KubeadmException"><c>InvalidKubeconfig</c>, <c>InvalidCertificate</c>: there is no cluster, or no CA of it.</exception>
    public static JoinCommandLine From(KubeconfigFile kubeconfig, string source, string token, INodeFileSystem files)
    {
        ArgumentNullException.ThrowIfNull(kubeconfig);
        ArgumentNullException.ThrowIfNull(files);
        var target = kubeconfig.CurrentCluster ?? throw KubeconfigErrors.NoCurrentCluster(source);
        if (target is { CertificateAuthorityData.Length: 0, CertificateAuthority.Length: 0 })
        {
            throw KubeconfigErrors.NoAuthorityToJoinBy(source);
        }

        var authority = target.CertificateAuthorityData.Length > 0 ? target.CertificateAuthorityData : files.ReadAllBytes(target.CertificateAuthority);
        var certificates = CertificatePem.Read(authority, source);
        return new JoinCommandLine(target.Server.Replace("https://", "", StringComparison.Ordinal), token, [.. certificates.Select(PublicKeyPin.Of)]);
    }
}
