using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>What must hold before a cluster can have a control-plane node more.</summary>
internal static class ControlPlaneRequirements
{
    /// <summary>Checks the cluster, and the certificates on the node unless they are downloaded.</summary>
    /// <exception cref="KubeadmException">
    /// <c>ControlPlaneOnWindows</c>, <c>ControlPlaneEndpointMissing</c>, <c>SharedCertificatesMissing</c>; nothing was changed.
    /// </exception>
    public static void Check(INode node, ClusterConfiguration cluster, bool certificatesAreDownloaded)
    {
        if (node.System.IsWindows)
        {
            throw new KubeadmException("ControlPlaneOnWindows", "a Windows machine can join as a worker only")
            {
                Kind = KubeadmErrorKind.InvalidInput,
                Target = "controlPlane",
                Remedy = "Join it as a worker: leave controlPlane out.",
            };
        }

        if (cluster.ControlPlaneEndpoint.Length == 0)
        {
            throw new KubeadmException("ControlPlaneEndpointMissing", "the cluster has no controlPlaneEndpoint: the address by which its nodes know it is that of one machine")
            {
                Kind = KubeadmErrorKind.InvalidInput,
                Target = "controlPlaneEndpoint",
                Remedy = "Give the cluster a stable address (a load balancer's, a DNS name): set controlPlaneEndpoint, renew the API servers' certificates, upload the configuration.",
            };
        }

        if (!certificatesAreDownloaded)
        {
            RequireShared(node, cluster);
        }
    }

    private static void RequireShared(INode node, ClusterConfiguration cluster)
    {
        var problems = new SharedCertificates(node.Files, node.Clock).FindProblems(cluster);
        if (problems.Count > 0)
        {
            throw new KubeadmException("SharedCertificatesMissing", $"certificates that all control-plane nodes share are not on this one: {string.Join("; ", problems.Select(p => p.Message))}")
            {
                Kind = KubeadmErrorKind.NotFound,
                Target = cluster.CertificatesDir,
                Remedy = "Give the certificate key (controlPlane.certificateKey) with which they are downloaded, or copy them from another control-plane node.",
            };
        }
    }
}
