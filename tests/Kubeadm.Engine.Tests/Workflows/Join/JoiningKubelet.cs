using System.Security.Cryptography;
using System.Text;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Join;

/// <summary>What a kubelet writes when it joins.</summary>
internal sealed class JoiningKubelet(MemoryFileSystem files)
{
    /// <summary>Writes a kubelet's kubeconfig and, signed by a cluster, the certificate that it names.</summary>
    public void WriteIdentity(string nodeName, CertificateStore cluster)
    {
        WriteKubeconfig(cluster);
        using var authority = cluster.ReadCertificate("ca");
        using var authorityKey = cluster.ReadKey("ca");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = CertificateBuilder.CreateLeaf(
            new CertificateProfile
            {
                CommonName = $"system:node:{nodeName}",
                Organizations = ["system:nodes"],
                Usages = CertificateUsages.Client,
                NotAfter = DateTimeOffset.UtcNow.AddDays(365),
            },
            key, authority, authorityKey);
        files.Add(JoinCase.KubeletPem, Encoding.ASCII.GetString(CertificatePem.Write(certificate)) + Encoding.ASCII.GetString(KeyPem.WritePrivate(key)));
    }

    /// <summary>Writes a kubelet's kubeconfig, which names a certificate that may be still to come.</summary>
    public void WriteKubeconfig(CertificateStore cluster)
    {
        using var authority = cluster.ReadCertificate("ca");
        var file = KubeconfigFile.Create(
            "default-cluster",
            new KubeconfigCluster { Server = $"https://{JoinCase.Endpoint}", CertificateAuthorityData = CertificatePem.Write(authority) },
            "default-auth",
            new KubeconfigUser { ClientCertificate = JoinCase.KubeletPem, ClientKey = JoinCase.KubeletPem });
        files.Add(JoinCase.KubeletConf, Encoding.UTF8.GetString(file.ToBytes()));
    }
}
