using System.Collections;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Pki;

namespace Kubeadm.PowerShell.Completers;

/// <summary>
/// Completes names of a cluster's certificates, with them what a cmdlet also takes: the service account key where it can be made, kubeconfigs
/// and the kubelet's own where they can be looked at; of renewals and requests those that can be made.
/// </summary>
public sealed class CertificateNameCompleter : WordCompleter
{
    private static readonly IEnumerable<string> Known = CertificateCatalog.All.Select(spec => spec.Name);

    /// <summary>The names of what New-KubeCertificate makes.</summary>
    internal static IReadOnlyList<string> Creatable => [.. Known, CertificateCatalog.ServiceAccount];

    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound) => commandName switch
    {
        "Get-KubeCertificate" => Plain([.. Known, .. CertificateInventory.FileNames, .. KubeletCertificates.Names]),
        "Update-KubeCertificate" => Plain([.. CertificateRenewals.Names, CertificateRenewals.All]),
        "New-KubeCertificateRequest" => Plain(CertificateRequests.Names),
        _ => Plain(Known).Append((CertificateCatalog.ServiceAccount, "The key pair that signs service account tokens")),
    };

    private static IEnumerable<(string Text, string Description)> Plain(IEnumerable<string> names) => names.Select(name => (name, name));
}
