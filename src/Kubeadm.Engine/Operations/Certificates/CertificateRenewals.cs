using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>Renews the certificates of this node, as <c>kubeadm certs renew</c> does, and the kubelet's where it could not do so itself.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
public sealed class CertificateRenewals(EnginePorts ports, IEngineObserver observer)
{
    /// <summary>The name that stands for all certificates.</summary>
    public const string All = "all";

    private const string Log = "[renew]";

    private static readonly string[] Others =
        [.. CertificateCatalog.All.Where(spec => spec.IsAuthority).Select(spec => spec.Name), CertificateCatalog.ServiceAccount, KubeletCertificates.Server];

    /// <summary>The names that can be asked for.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. CredentialCatalog.Names, KubeletCertificates.Client];

    /// <summary>Plans what would be done. Nothing is changed.</summary>
    /// <exception cref="KubeadmException">
    /// <c>UnknownCertificate</c>, <c>ExternalCaIncomplete</c>; the configuration cannot be used. Nothing can be renewed then.
    /// </exception>
    public async Task<CertificateRenewalPlan> PlanAsync(CertificateRenewalRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var names = request.Names.Select(Canonical).Distinct().ToList();
        var configuration = await new CertificateConfiguration(ports, observer, Log)
            .LoadAsync(request.Configuration, request.CertificatesDir, request.Kubeconfig, cancellationToken);
        var present = CertificateConfiguration.Read(ports.Node, configuration);
        var users = new StaticPodUsers(ports.Node.Files, KubernetesPaths.ManifestsDirectory);
        var (planned, refused) = (new List<KubeCertificate>(), new List<KubeadmException>());
        foreach (var name in names.Contains(All) ? ForAll(present).Union(names.Where(name => name != All)) : names)
        {
            if (Others.Contains(name))
            {
                refused.Add(CertificateErrors.NotRenewable(name));
                continue;
            }

            var (certificate, problem) = Plan(Find(name, present, configuration), configuration.Cluster, isNamed: names.Contains(name));
            planned.Add(certificate.Action == ChangeAction.Update ? certificate with { RestartRequired = [.. UsersOf(certificate, users)] } : certificate);
            refused.AddRange(problem is null ? [] : [problem]);
        }

        return new CertificateRenewalPlan(configuration, planned, refused);
    }

    /// <summary>Carries out a plan: all of it, or nothing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="request">What it was made for.</param>
    /// <param name="cancellationToken">Ends the waiting for keys.</param>
    /// <returns>The certificates as they are then, in a dry run as they would be.</returns>
    /// <exception cref="KubeadmException"><c>NodeLocked</c>, <c>JournalNotFound</c>; a certificate, an authority or its key cannot be used, or a file cannot be written.</exception>
    public async Task<IReadOnlyList<KubeCertificate>> RenewAsync(
        CertificateRenewalPlan plan, CertificateRenewalRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(request);
        using var access = NodeAccess.Open(ports, request.DryRun, new DryRunOptions(request.DryRunPath) { IsNamed = false }, observer);
        var node = access.Node;
        using var held = node.Lock.Take("renewal of certificates", KubernetesPaths.ConfigurationDirectory, plan.Configuration.Cluster.CertificatesDir);
        var recording = new RenewalRecording(node, plan, request, observer);
        try
        {
            var renewed = await RenewAsync(plan, node, cancellationToken);
            access.TellFolder(observer);
            recording.Succeed(renewed);
            return renewed;
        }
        catch (Exception error)
        {
            recording.Fail(error);
            throw;
        }
    }

    private async Task<IReadOnlyList<KubeCertificate>> RenewAsync(CertificateRenewalPlan plan, INode node, CancellationToken cancellationToken)
    {
        var catalog = new CredentialCatalog(node.Files, node.Clock);
        var names = plan.Renewed.Select(certificate => certificate.Name).ToList();
        await using var keys = new KeyFactory();
        var warnings = await new CertificateRenewer(node.Files, node.Clock, keys)
            .RenewAsync([.. names.Select(name => catalog.Find(name, plan.Configuration))], plan.Configuration.Cluster, cancellationToken);
        warnings.ToList().ForEach(observer.Warning);
        var renewed = CertificateConfiguration.Read(node, plan.Configuration).ToDictionary(certificate => certificate.Name, StringComparer.Ordinal);
        return
        [
            .. plan.Certificates.Select(certificate => certificate.Action == ChangeAction.Update
                ? renewed[certificate.Name] with { Action = ChangeAction.Update, RestartRequired = certificate.RestartRequired }
                : certificate),
        ];
    }

    /// <summary>What kubeadm renews, and the kubelet's certificate where it has ended: the kubelet cannot renew that one any more.</summary>
    private static IEnumerable<string> ForAll(IReadOnlyList<KubeCertificate> present) =>
        Names.Where(name => present.Any(certificate =>
            certificate.Name == name && (name != KubeletCertificates.Client || certificate.ResidualTime < TimeSpan.Zero)));

    private KubeCertificate Find(string name, IReadOnlyList<KubeCertificate> present, InitConfiguration configuration) =>
        present.FirstOrDefault(certificate => certificate.Name == name)
        ?? new CertificateReader(ports.Node.Files, ports.Node.Clock).Read(CertificateCatalog.Find(name), configuration.Cluster) with { IsMissing = true };

    private (KubeCertificate Certificate, KubeadmException? Problem) Plan(KubeCertificate certificate, ClusterConfiguration cluster, bool isNamed)
    {
        if (certificate.IsMissing)
        {
            return (certificate with { Action = ChangeAction.Unchanged }, isNamed ? CertificateErrors.NothingToRenew(certificate) : null);
        }

        return new ExternalAuthorities(ports.Node.Files, ports.Node.Clock).Check(cluster, certificate.AuthorityName!)
            ? (certificate with { Action = ChangeAction.Unchanged, ExternallyManaged = true }, CertificateErrors.ExternallyManaged(certificate))
            : (certificate with { Action = ChangeAction.Update }, null);
    }

    private static IReadOnlyList<string> UsersOf(KubeCertificate certificate, StaticPodUsers users) =>
        certificate.Name == KubeletCertificates.Client ? [KubeletService.Service] : users.Of(certificate.Path, certificate.KeyPath);

    private static string Canonical(string name) =>
        Names.Concat(Others).Append(All).FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw CertificateErrors.UnknownToRenew(name);
}
