using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Discovery;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Advice;

/// <summary>A discovery file on this machine by which a node would trust whoever answers. One at an address of the web is not fetched.</summary>
internal sealed class DiscoveryFileSafety : IAdviceRule
{
    public void Check(AdviceSubject subject, FindingCollector findings)
    {
        if (subject.Join?.Discovery.File is not { KubeConfigPath: { Length: > 0 } path } || path.Contains("://", StringComparison.Ordinal)
            || Read(subject.Node.Files, path) is not { } cluster)
        {
            return;
        }

        foreach (var problem in ProblemsOf(cluster, file => subject.Node.Files.FileExists(ReferredPaths.Resolve(subject.Node.System, path, file))))
        {
            findings.Advise("discovery.file.kubeConfigPath", $"{path}: {problem}");
        }
    }

    private static IEnumerable<string> ProblemsOf(KubeconfigCluster cluster, Func<string, bool> exists)
    {
        if (cluster.Server.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"the server {cluster.Server} is asked without encryption, so that anyone on the way can answer; write https";
        }
        else if (cluster.InsecureSkipTlsVerify)
        {
            yield return "insecure-skip-tls-verify has the node trust any server that answers; give certificate-authority-data in its place";
        }
        else if (cluster is { CertificateAuthorityData.Length: 0, CertificateAuthority.Length: 0 })
        {
            yield return "it has no certificate authority, so that every authority that the machine knows is trusted; give certificate-authority-data";
        }
        else if (cluster.CertificateAuthorityData.Length == 0 && !exists(cluster.CertificateAuthority))
        {
            yield return $"its certificate-authority {cluster.CertificateAuthority} is not on this machine; give certificate-authority-data in its place";
        }
    }

    /// <summary>The cluster in use; null for what cannot be read, which is an error where it is used.</summary>
    private static KubeconfigCluster? Read(INodeFileSystem files, string path)
    {
        try
        {
            var file = KubeconfigFile.Parse(files.ReadAllBytes(path), path);
            return file.CurrentCluster ?? (file.Clusters.Count == 1 ? file.Clusters.Values.First() : null);
        }
        catch (Exception error) when (error is KubeadmException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
