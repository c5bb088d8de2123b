using System.Management.Automation;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Pki;
using Kubeadm.PowerShell.Completers;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Renews certificates of this node, as <c>kubeadm certs renew</c> does, and starts again what uses them.</summary>
[Cmdlet(VerbsData.Update, "KubeCertificate", SupportsShouldProcess = true, DefaultParameterSetName = ParameterWays.Any)]
[OutputType(typeof(KubeCertificate))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class UpdateKubeCertificateCommand : RecordedDryRunCommand, IDynamicParameters
{
    private const string ByName = "Name";
    private const string ByObject = "Object";

    private readonly List<string> _names = [];
    private ConfigurationText? _configuration;

    /// <summary>Names of certificates, wildcards too; all means every one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByName)]
    [Parameter(Position = 0, ParameterSetName = ParameterWays.Any)]
    [ArgumentCompleter(typeof(CertificateNameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Certificates, as Get-KubeCertificate gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public KubeCertificate[] InputObject { get; set; } = [];

    /// <summary>The folder of certificates.</summary>
    [Parameter]
    public string? CertDir { get; set; }

    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter]
    public string[]? LiteralPath { get; set; }

    /// <summary>Sends each change to the operating system's log too.</summary>
    [Parameter]
    public SwitchParameter Journal { get; set; }

    /// <summary>The kubeconfig for asking the cluster for its configuration.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>Starts the components again that use what was renewed, and waits until they are ready.</summary>
    [Parameter]
    public SwitchParameter Restart { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Begin()
    {
        base.Begin();
        _configuration = ReadConfiguration(Config, LiteralPath);
    }

    private protected override void Process()
    {
        _names.AddRange(ExpandNames(Name, () => CertificateRenewals.Names, "certificates that can be renewed"));
        foreach (var certificate in InputObject)
        {
            if (ReasonToPassOver(certificate) is { } reason)
            {
                WriteVerbose($"{certificate.Name} is passed over: {reason}.");
            }
            else
            {
                _names.Add(certificate.Name);
            }
        }
    }

    /// <summary>All names together, so that the keys of all are made on all processors and each component is started again once.</summary>
    private protected override void End()
    {
        if (_names.Count == 0)
        {
            return;
        }

        var request = CreateRequest();
        var planned = RunEngine((engine, token) => new CertificateRenewals(engine.Ports, engine.Observer).PlanAsync(request, token));
        foreach (var refused in planned.Refused)
        {
            WriteError(ErrorRecords.ToRecord(refused));
        }

        var plan = planned.Only(certificate => (IsDryRun && !IsWhatIf) || ShouldProcess($"{certificate.Name} ({certificate.Path})", "Renew certificate"));
        if (IsWhatIf)
        {
            TellRestarts(planned);
            return;
        }

        var renewed = RunEngine((engine, token) => new CertificateRenewals(engine.Ports, engine.Observer).RenewAsync(plan, request, token));
        WriteObject(Restart ? RestartUsers(plan, renewed) : renewed, enumerateCollection: true);
        if (!Restart && !IsDryRun && plan.Components.Count > 0)
        {
            WriteWarning($"{string.Join(", ", plan.Components)} must be started again to use the new certificates; -Restart does so.");
        }
    }

    private CertificateRenewalRequest CreateRequest() => new()
    {
        Names = _names,
        Configuration = _configuration,
        CertificatesDir = ResolveOptionalPath(CertDir),
        Kubeconfig = ResolveOptionalPath(Kubeconfig),
        DryRun = IsDryRun,
        Journal = Journal,
        DryRunPath = ResolveOptionalPath(DryRunPath),
    };

    /// <summary>Starts them again. What was renewed is given in any case, also where one of them does not come up.</summary>
    private IEnumerable<KubeCertificate> RestartUsers(CertificateRenewalPlan plan, IReadOnlyList<KubeCertificate> renewed)
    {
        if (IsDryRun)
        {
            TellRestarts(plan);
            return renewed;
        }

        var wanted = plan.Components.Where(component => ShouldProcess(component, "Restart")).ToList();
        try
        {
            TryEngine(async (engine, token) =>
            {
                await new ComponentRestarts(engine.Ports, engine.Observer) { Journal = Journal }.RestartAsync(wanted, plan.Configuration.Timeouts, token);
                return true;
            });
            return renewed.Select(certificate => certificate with { RestartRequired = [.. certificate.RestartRequired.Except(wanted)] });
        }
        catch (KubeadmException error)
        {
            WriteObject(renewed, enumerateCollection: true);
            ThrowTerminatingError(ErrorRecords.ToRecord(error));
            throw;
        }
    }

    private void TellRestarts(CertificateRenewalPlan plan)
    {
        foreach (var component in Restart ? plan.Components : [])
        {
            if (IsWhatIf)
            {
                ShouldProcess(component, "Restart");
            }
            else
            {
                WriteVerbose($"{component} would be restarted.");
            }
        }
    }

    /// <summary>Lists of certificates hold more than can be renewed. What ends and cannot be is no matter to pass over: the engine refuses it.</summary>
    private static string? ReasonToPassOver(KubeCertificate certificate) => certificate switch
    {
        { Name: CertificateCatalog.ServiceAccount } => "it is a key pair without a certificate",
        { IsMissing: true } => "it is not there",
        { Name: KubeletCertificates.Server } => "the kubelet renews it",
        { Name: KubeletCertificates.Client } when certificate.ResidualTime >= TimeSpan.Zero => "the kubelet renews it",
        _ => null,
    };
}
