using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Describes the certificates that a run made or kept.</summary>
internal static class InitCertificates
{
    private const string Prefix = CertsPhase.PhaseName + "/";

    /// <summary>Reads each certificate whose phase ran. Those of an etcd that others run are none of ours.</summary>
    public static IReadOnlyList<KubeCertificate> Describe(InitContext context, IReadOnlyList<PhaseResult> results)
    {
        var cluster = context.Configuration.Cluster;
        var reader = new CertificateReader(context.Node.Files, context.Node.Clock);
        return
        [
            .. from result in results
               where result.Status != PhaseStatus.Skipped && result.Phase.StartsWith(Prefix, StringComparison.Ordinal)
               let certificate = Read(reader, result.Phase[Prefix.Length..])
               where !certificate.IsMissing
               select certificate with { Action = ActionOf(result) },
        ];

        KubeCertificate Read(CertificateReader reader, string name) =>
            name == CertificateCatalog.ServiceAccount ? reader.ReadServiceAccount(cluster) : reader.Read(CertificateCatalog.Find(name), cluster);
    }

    /// <summary>A key that was kept does not make a certificate that is new an old one.</summary>
    private static string ActionOf(PhaseResult result) =>
        result.Changes.FirstOrDefault(change => change.Action != ChangeAction.Unchanged)?.Action ?? ChangeAction.Unchanged;
}
