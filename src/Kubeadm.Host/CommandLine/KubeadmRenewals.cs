using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Host.CommandLine;

/// <summary>The commands <c>kubeadm certs renew …</c>, one a certificate, and what they print.</summary>
internal static class KubeadmRenewals
{
    private const string Prefix = "certs renew";

    private static readonly string[] Flags = ["cert-dir", "config", "kubeconfig"];

    /// <summary>What kubeadm calls the certificates in the lines that it prints, which scripts read.</summary>
    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["admin.conf"] = "certificate embedded in the kubeconfig file for the admin to use and for kubeadm itself",
        ["apiserver"] = "certificate for serving the Kubernetes API",
        ["apiserver-etcd-client"] = "certificate the apiserver uses to access etcd",
        ["apiserver-kubelet-client"] = "certificate for the API server to connect to kubelet",
        ["controller-manager.conf"] = "certificate embedded in the kubeconfig file for the controller manager to use",
        ["etcd-healthcheck-client"] = "certificate for liveness probes to healthcheck etcd",
        ["etcd-peer"] = "certificate for etcd nodes to communicate with each other",
        ["etcd-server"] = "certificate for serving etcd",
        ["front-proxy-client"] = "certificate for the front proxy client",
        ["scheduler.conf"] = "certificate embedded in the kubeconfig file for the scheduler manager to use",
        ["super-admin.conf"] = "certificate embedded in the kubeconfig file for the super-admin",
    };

    /// <summary>The commands.</summary>
    public static IEnumerable<KubeadmEntry> Entries() =>
        CredentialCatalog.Names.Append(CertificateRenewals.All).Order(StringComparer.Ordinal).Select(name => new KubeadmEntry(
            $"{Prefix} {name}", "Update-KubeCertificate", name == CertificateRenewals.All ? "Renew all certificates of this node." : $"Renew the {Titles[name]}.", Flags)
        {
            Fixed = [("Name", new[] { name })],
            GoesOnAfterErrors = true,
            IdleWithConfig = ["cert-dir"],
            Print = Print,
        });

    private static int Print(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        foreach (var certificate in results.Cast<KubeCertificate>())
        {
            streams.Output.WriteLine(Describe(certificate));
        }

        if (line.Entry.Path == $"{Prefix} {CertificateRenewals.All}")
        {
            streams.Output.WriteLine();
            streams.Output.WriteLine("Done renewing certificates. You must restart the kube-apiserver, kube-controller-manager, kube-scheduler and etcd, so that they can use the new certificates.");
        }

        return Application.Success;
    }

    private static string Describe(KubeCertificate certificate)
    {
        // The kubelet's own certificate has no words of kubeadm's: it is renewed by this tool alone.
        var title = Titles.GetValueOrDefault(certificate.Name, $"certificate {certificate.Name}");
        return certificate switch
        {
            { IsMissing: true } => $"MISSING! {title}",
            { Action: ChangeAction.Unchanged } => $"Detected external {CertificateCatalog.Find(certificate.AuthorityName!).BaseName}, {title} can't be renewed",
            _ => $"{title} renewed",
        };
    }
}
