using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>The credentials of a control-plane node that can be renewed.</summary>
/// <param name="files">The node's files.</param>
/// <param name="clock">The clock.</param>
public sealed class CredentialCatalog(INodeFileSystem files, TimeProvider clock)
{
    /// <summary>The names of those that kubeadm renews, in its order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. CertificateCatalog.All.Where(spec => !spec.IsAuthority).Select(spec => spec.Name)
            .Concat(CertificateInventory.FileNames).Order(StringComparer.Ordinal),
    ];

    /// <summary>The credential of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>, or <see cref="KubeletCertificates.Client"/>.</param>
    /// <param name="configuration">The configuration.</param>
    public ICredential Find(string name, InitConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return name == KubeletCertificates.Client ? new KubeletCertificates(files, clock).Credential(configuration.NodeRegistration)
            : CertificateInventory.FileNames.Contains(name) ? new KubeconfigCredential(files, name, $"{KubernetesPaths.ConfigurationDirectory}/{name}")
            : new StoredCredential(new CertificateStore(files, configuration.Cluster.CertificatesDir), CertificateCatalog.Find(name));
    }
}
