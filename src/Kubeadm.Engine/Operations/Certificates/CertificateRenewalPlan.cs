using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>What a renewal will do.</summary>
/// <param name="Configuration">The configuration that it goes by.</param>
/// <param name="Certificates">
/// The certificates as they are now, and in <see cref="KubeCertificate.Action"/> what will be done to each: Update, or Unchanged where
/// it is not there or cannot be renewed on this node.
/// </param>
/// <param name="Refused">Why what was named will not be renewed.</param>
public sealed record CertificateRenewalPlan(
    InitConfiguration Configuration, IReadOnlyList<KubeCertificate> Certificates, IReadOnlyList<KubeadmException> Refused)
{
    /// <summary>The components that use what is renewed, in the order in which they are to be started again.</summary>
    public IReadOnlyList<string> Components => ComponentRestarts.InOrder(Certificates.SelectMany(certificate => certificate.RestartRequired));

    /// <summary>The certificates that will be renewed.</summary>
    internal IEnumerable<KubeCertificate> Renewed => Certificates.Where(certificate => certificate.Action == ChangeAction.Update);

    /// <summary>The same without certificates that are not to be renewed after all.</summary>
    /// <param name="isWanted">Whether one is.</param>
    public CertificateRenewalPlan Only(Func<KubeCertificate, bool> isWanted) =>
        this with { Certificates = [.. Certificates.Where(certificate => certificate.Action != ChangeAction.Update || isWanted(certificate))] };
}
