using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Discovery;

/// <summary>Adds the credentials for the kubelet's first certificate to a verified cluster.</summary>
internal static class BootstrapCredentials
{
    /// <summary>The kubeconfig for TLS bootstrap.</summary>
    /// <param name="found">The cluster, and maybe a user.</param>
    /// <param name="token">The token for TLS bootstrap; when empty, the user must have credentials.</param>
    /// <exception cref="KubeadmException"><c>ClusterAuthorityNotFound</c>, <c>DiscoveryCredentialsNotFound</c>.</exception>
    public static KubeconfigFile Complete(KubeconfigFile found, string token)
    {
        // Those who gave this kubeconfig have made sure that it has a cluster in use.
        var cluster = found.CurrentCluster!;
        if (cluster.CertificateAuthorityData.Length == 0)
        {
            throw DiscoveryErrors.AuthorityNotFound(cluster.Server);
        }

        if (token.Length > 0)
        {
            return KubeconfigFile.Create(
                ClusterDiscovery.ClusterName,
                new KubeconfigCluster { Server = cluster.Server, CertificateAuthorityData = cluster.CertificateAuthorityData },
                ClusterDiscovery.TokenUser,
                new KubeconfigUser { Token = token });
        }

        return found.CurrentUser is { HasCredentials: true } ? found : throw DiscoveryErrors.CredentialsNotFound();
    }

    /// <summary>A line about the authority, for a person to compare.</summary>
    public static string Describe(KubeconfigFile file)
    {
        using var authority = CertificatePem.Read(file.CurrentCluster!.CertificateAuthorityData, "certificate-authority-data")[0];
        return $"[discovery] The cluster's CA: {authority.Subject}, {PublicKeyPin.Of(authority)}, valid until {authority.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z";
    }
}
