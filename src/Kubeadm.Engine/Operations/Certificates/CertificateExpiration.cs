using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>Describes how long the certificates of this node last, as <c>kubeadm certs check-expiration</c> does, and the kubelet's too.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
public sealed class CertificateExpiration(EnginePorts ports, IEngineObserver observer)
{
    /// <summary>
    /// The certificates: leaves, authorities, then the kubelet's own. What is missing is marked so; what cannot be read has a
    /// <see cref="KubeCertificate.Problem"/>.
    /// </summary>
    /// <param name="configuration">The text of a configuration file; null means the cluster's, or the defaults where it does not answer.</param>
    /// <param name="certificatesDir">The folder of certificates; null means the configuration's.</param>
    /// <param name="kubeconfig">The kubeconfig's path; null means the administrator's.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="KubeadmException">The given configuration cannot be used.</exception>
    public async Task<IReadOnlyList<KubeCertificate>> ReadAsync(
        ConfigurationText? configuration, string? certificatesDir, string? kubeconfig, CancellationToken cancellationToken)
    {
        var source = new CertificateConfiguration(ports, observer, "[check-expiration]");
        return CertificateConfiguration.Read(ports.Node, await source.LoadAsync(configuration, certificatesDir, kubeconfig, cancellationToken));
    }
}
