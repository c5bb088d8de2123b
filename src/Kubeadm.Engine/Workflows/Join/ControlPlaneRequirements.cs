using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

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
            throw JoinErrors.ControlPlaneOnWindows();
        }

        if (cluster.ControlPlaneEndpoint.Length == 0)
        {
            throw JoinErrors.ControlPlaneEndpointMissing();
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
            throw JoinErrors.SharedCertificatesMissing(cluster.CertificatesDir, problems);
        }
    }
}
