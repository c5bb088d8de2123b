using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubeadm.Engine.Ports.Cluster;
using k8s.Models;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Discovery;

/// <summary>What is in a ConfigMap <c>cluster-info</c>.</summary>
internal static class ClusterInfoDocument
{
    /// <summary>The text of the kubeconfig in it; empty when there is none.</summary>
    public static string TextOf(V1ConfigMap map) => ValueOf(map, ClusterInfo.KubeconfigKey) ?? "";

    /// <summary>A value in it, or null.</summary>
    public static string? ValueOf(V1ConfigMap map, string key) =>
        map.Data is { } data && data.TryGetValue(key, out var value) ? value : null;

    /// <summary>Reads the kubeconfig; false when it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out KubeconfigFile? file)
    {
        try
        {
            file = KubeconfigFile.Parse(Encoding.UTF8.GetBytes(text), ClusterNames.ClusterInfo);
        }
        catch (KubeadmException)
        {
            file = null;
        }

        return file is not null;
    }

    /// <summary>The cluster in use.</summary>
    /// <exception cref="KubeadmException"><c>ClusterInfoInvalid</c>.</exception>
    public static KubeconfigCluster ClusterOf(KubeconfigFile file, string server) =>
        file.CurrentCluster is { Server.Length: > 0 } cluster ? cluster : throw DiscoveryErrors.Invalid(server, "its kubeconfig names no cluster with a server");

    /// <summary>The certificates of the cluster's authority.</summary>
    /// <exception cref="KubeadmException"><c>ClusterInfoInvalid</c>.</exception>
    public static IReadOnlyList<X509Certificate2> AuthoritiesOf(KubeconfigCluster cluster, string server)
    {
        try
        {
            return CertificatePem.Read(cluster.CertificateAuthorityData, "certificate-authority-data");
        }
        catch (KubeadmException error)
        {
            throw DiscoveryErrors.Invalid(server, error.Message, error);
        }
    }
}
