using System.Collections;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes names of a cluster's certificates; with them of the service account key where it can be made, else of kubeconfigs and the kubelet's own.</summary>
public sealed class CertificateNameCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound) =>
        CertificateCatalog.All.Select(spec => (spec.Name, spec.Name)).Concat(commandName == "Get-KubeCertificate"
            ? CertificateInventory.FileNames.Concat(KubeletCertificates.Names).Select(name => (name, name))
            : [(CertificateCatalog.ServiceAccount, "The key pair that signs service account tokens")]);
}
