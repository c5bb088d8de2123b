using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Serialization.Values;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.DesiredState;

/// <summary>Certificates of this node.</summary>
/// <param name="name">The kind's name.</param>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
internal sealed class CertificateResource(string name, EnginePorts ports, IWorkflowObserver observer) : DesiredResource<KubeCertificateState>(name)
{
    /// <inheritdoc/>
    protected override async Task<KubeCertificateState> ReadAsync(KubeCertificateState wanted, CancellationToken cancellationToken)
    {
        var key = wanted.Name is { Length: > 0 } given ? given : throw Missing(nameof(KubeCertificateState.Name), "which says which certificate is meant");
        var all = await ListAsync(wanted, cancellationToken);
        return Describe(all.FirstOrDefault(known => known.Name.Equals(key, StringComparison.OrdinalIgnoreCase)) ?? throw Unknown(key, all), wanted);
    }

    /// <inheritdoc/>
    protected override async Task<IEnumerable<KubeCertificateState>> FindAllAsync(KubeCertificateState filter, CancellationToken cancellationToken) =>
        (await ListAsync(filter, cancellationToken))
            .Where(certificate => !certificate.IsMissing && (filter.Name is null or "" || certificate.Name.Equals(filter.Name, StringComparison.OrdinalIgnoreCase)))
            .Select(certificate => Describe(certificate, filter));

    /// <inheritdoc/>
    protected override IEnumerable<string> CompareProperties(KubeCertificateState wanted, KubeCertificateState found)
    {
        if (found.Problem is not null)
        {
            yield return nameof(KubeCertificateState.Problem);
        }

        if (found.Found!.NotBefore > ports.Node.Clock.GetUtcNow())
        {
            yield return nameof(KubeCertificateState.NotBefore);
        }

        if (found.Found.ResidualTime is { } left && left < NeededOf(wanted))
        {
            yield return nameof(KubeCertificateState.NotAfter);
        }
    }

    /// <inheritdoc/>
    protected override ResourceStep Plan(KubeCertificateState wanted, KubeCertificateState found, IReadOnlyList<string> differences)
    {
        var certificate = found.Found!;
        if (!wanted.IsWanted)
        {
            throw DesiredStateErrors.NotReachable(Name, certificate.Name, "certificates are not taken away one by one", "Reset the node, or delete the file yourself.");
        }

        if (found.Problem is { } problem)
        {
            throw DesiredStateErrors.NotReachable(
                Name, certificate.Name, $"{certificate.Path} cannot be read: {problem}", "Restore the file from a backup, or delete it to have it made anew.");
        }

        if (certificate.IsMissing)
        {
            return Create(wanted, certificate);
        }

        return new ResourceStep(token => PreviewAsync(wanted, certificate, token), token => RenewAsync(wanted, certificate, token));
    }

    /// <summary>The certificates, by the configuration that is named if it is there yet: what comes before may write it.</summary>
    private Task<IReadOnlyList<KubeCertificate>> ListAsync(KubeCertificateState wanted, CancellationToken cancellationToken)
    {
        var configuration = ReadConfiguration(wanted, mayCome: true);
        return new CertificateExpiration(ports, observer).ReadAsync(configuration, wanted.CertificatesDir, wanted.Kubeconfig, cancellationToken);
    }

    private ConfigurationText? ReadConfiguration(KubeCertificateState wanted, bool mayCome = false) =>
        ReadConfiguration(ports.Node.Files, nameof(KubeCertificateState.Config), wanted.Config, mayCome);

    private ResourceStep Create(KubeCertificateState wanted, KubeCertificate certificate)
    {
        if (string.IsNullOrEmpty(wanted.Config))
        {
            // A preview goes before what comes first: the control plane, in whose making the certificate will be made.
            return new ResourceStep(
                _ => Task.FromResult<IReadOnlyList<string>>([$"{certificate.Path} is not there yet, and without {nameof(KubeCertificateState.Config)} only init or join makes it"]),
                _ => throw Missing(nameof(KubeCertificateState.Config), $"by which {certificate.Name} would be made: {certificate.Path} is not there"));
        }

        var isKubeconfig = CertificateInventory.FileNames.Contains(certificate.Name);
        var phase = isKubeconfig ? $"{KubeconfigPhase.PhaseName}/{Path.GetFileNameWithoutExtension(certificate.Name)}" : $"{CertsPhase.PhaseName}/{certificate.Name}";
        IReadOnlyList<string> lines = [$"Make certificate {certificate.Name} ({certificate.Path})"];
        return new ResourceStep(
            async token =>
            {
                await CheckFolderAsync(wanted, certificate, token);
                return lines;
            },
            async token =>
            {
                await CheckFolderAsync(wanted, certificate, token);
                await new InitWorkflow(ports, observer).RunPhasesAsync(new InitRequest { Configuration = ReadConfiguration(wanted), Phases = [phase] }, token);
                return lines;
            });
    }

    /// <summary>Certificates are made in the folder of their configuration: another one cannot stand beside a configuration, as for kubeadm.</summary>
    private async Task CheckFolderAsync(KubeCertificateState wanted, KubeCertificate certificate, CancellationToken cancellationToken)
    {
        if (wanted.CertificatesDir is not { Length: > 0 } folder)
        {
            return;
        }

        var made = (await ListAsync(wanted with { CertificatesDir = null }, cancellationToken)).First(known => known.Name == certificate.Name);
        if (made.Path != certificate.Path)
        {
            throw DesiredStateErrors.Invalid(
                Name, nameof(KubeCertificateState.CertificatesDir), $"\"{folder}\" is not the folder of {wanted.Config}, in which {certificate.Name} is made: {made.Path}",
                "Leave it out, or have the ClusterConfiguration's certificatesDir say the same.");
        }
    }

    private async Task<IReadOnlyList<string>> PreviewAsync(KubeCertificateState wanted, KubeCertificate certificate, CancellationToken cancellationToken) =>
        LinesOf(await PlanRenewalAsync(wanted, RequestOf(wanted, certificate), cancellationToken), wanted);

    private async Task<IReadOnlyList<string>> RenewAsync(KubeCertificateState wanted, KubeCertificate certificate, CancellationToken cancellationToken)
    {
        var request = RequestOf(wanted, certificate);
        var plan = await PlanRenewalAsync(wanted, request, cancellationToken);
        await new CertificateRenewals(ports, observer).RenewAsync(plan, request, cancellationToken);
        if (wanted.Restart == true)
        {
            await new ComponentRestarts(ports, observer).RestartAsync(plan.Components, plan.Configuration.Timeouts, cancellationToken);
        }
        else if (plan.Components.Count > 0)
        {
            observer.Warning($"{string.Join(", ", plan.Components)} must be started again to use the new certificate; {nameof(KubeCertificateState.Restart)} does so.");
        }

        return LinesOf(plan, wanted);
    }

    private async Task<CertificateRenewalPlan> PlanRenewalAsync(KubeCertificateState wanted, CertificateRenewalRequest request, CancellationToken cancellationToken)
    {
        var plan = await new CertificateRenewals(ports, observer).PlanAsync(request, cancellationToken);
        if (plan.Refused is [var refused, ..])
        {
            throw refused;
        }

        // It would be renewed at each look, and never be as wanted.
        var validity = plan.Configuration.Cluster.CertificateValidityPeriod ?? StaticDefaults.CertificateValidity;
        return NeededOf(wanted) < validity ? plan : throw DesiredStateErrors.Invalid(
            Name, nameof(KubeCertificateState.RenewBefore), $"\"{wanted.RenewBefore}\" is longer than the {GoDuration.Format(validity)} for which a renewed certificate is valid", "Give less.");
    }

    private TimeSpan NeededOf(KubeCertificateState wanted) =>
        StateProperties.DurationOf(Name, nameof(KubeCertificateState.RenewBefore), wanted.RenewBefore) ?? TimeSpan.Zero;

    private CertificateRenewalRequest RequestOf(KubeCertificateState wanted, KubeCertificate certificate) => new()
    {
        Names = [certificate.Name],
        Configuration = ReadConfiguration(wanted),
        CertificatesDir = wanted.CertificatesDir,
        Kubeconfig = wanted.Kubeconfig,
    };

    private static IReadOnlyList<string> LinesOf(CertificateRenewalPlan plan, KubeCertificateState wanted) =>
    [
        .. plan.Certificates.Select(certificate => $"Renew certificate {certificate.Name} ({certificate.Path})"),
        .. wanted.Restart == true ? plan.Components.Select(component => $"Restart {component}") : [],
    ];

    private static KubeCertificateState Describe(KubeCertificate certificate, KubeCertificateState wanted) => new()
    {
        Name = certificate.Name,
        CertificatesDir = wanted.CertificatesDir,
        Config = wanted.Config,
        Kubeconfig = wanted.Kubeconfig,
        Exist = !certificate.IsMissing,
        Path = certificate.Path,
        Subject = certificate.Subject is { Length: > 0 } subject ? subject : null,
        Names = certificate.IsMissing ? null : certificate.Names,
        NotBefore = certificate.NotBefore,
        NotAfter = certificate.NotAfter,
        DaysLeft = certificate.DaysLeft,
        Problem = certificate.Problem,
        Found = certificate,
    };

    private KubeadmException Unknown(string key, IReadOnlyList<KubeCertificate> all) => DesiredStateErrors.Invalid(
        Name, nameof(KubeCertificateState.Name), $"there is no certificate \"{key}\"", $"Use one of {string.Join(", ", all.Select(certificate => certificate.Name))}.");
}
