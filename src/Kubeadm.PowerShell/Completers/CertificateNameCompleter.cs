using System.Collections;
using Kubeadm.Engine.Pki;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes names of a cluster's certificates and of the service account key.</summary>
public sealed class CertificateNameCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound) =>
        CertificateCatalog.All.Select(spec => (spec.Name, spec.Name))
            .Append((CertificateCatalog.ServiceAccount, "The key pair that signs service account tokens"));
}
