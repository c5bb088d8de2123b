using System.Collections;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Workflows;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes names of certificates: those that the cmdlet takes.</summary>
public sealed class CertificateNameCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound) => commandName switch
    {
        "Get-KubeCertificate" => Own.Concat(CertificateInventory.FileNames).Concat(KubeletCertificates.Names).Select(name => (name, name)),
        "Update-KubeCertificate" => CertificateRenewals.Names.Append(CertificateRenewals.All).Select(name => (name, name)),
        _ => Own.Select(name => (name, name)).Append((CertificateCatalog.ServiceAccount, "The key pair that signs service account tokens")),
    };

    private static IEnumerable<string> Own => CertificateCatalog.All.Select(spec => spec.Name);
}
