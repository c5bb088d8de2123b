using System.Management.Automation;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Creates keys and certificate requests for an authority that is kept elsewhere, as <c>kubeadm certs generate-csr</c> does.</summary>
[Cmdlet(VerbsCommon.New, "KubeCertificateRequest", SupportsShouldProcess = true)]
[OutputType(typeof(KubeCertificateRequest))]
public sealed class NewKubeCertificateRequestCommand : RecordedDryRunCommand
{
    private const string All = "all";
    private readonly List<string> _names = [];
    private ConfigurationText? _configuration;

    /// <summary>Names of certificates and kubeconfig files, wildcards too; all means every one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CertificateNameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [All];

    /// <summary>The folder of keys and requests.</summary>
    [Parameter]
    public string? CertDir { get; set; }

    /// <summary>The folder of kubeconfigs and their requests.</summary>
    [Parameter]
    public string? KubeconfigDir { get; set; }

    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter]
    public string[]? LiteralPath { get; set; }

    private protected override void Begin() => _configuration = ReadConfiguration(Config, LiteralPath);

    private protected override void Process() => _names.AddRange(
        ExpandNames(Name, () => CertificateRequests.Names, "certificates and kubeconfigs").SelectMany(name => name == All ? CertificateRequests.Names : [name]));

    /// <summary>All names together, so that the keys of all are made on all processors, and nothing is made where something is in the way.</summary>
    private protected override void End()
    {
        var request = new GenerateCsrRequest
        {
            Configuration = _configuration,
            Names = _names,
            CertificatesDir = ResolveOptionalPath(CertDir),
            KubeconfigDirectory = ResolveOptionalPath(KubeconfigDir),
            DryRun = IsDryRun,
            DryRunPath = ResolveOptionalPath(DryRunPath),
        };
        var planned = RunEngine((engine, token) => new CertificateRequests(engine.Ports, engine.Quietly().Observer).PlanAsync(request, token));
        var chosen = planned.Where(plan => (IsDryRun && !IsWhatIf) || ShouldProcess(plan.Path, "Make key and certificate request")).Select(plan => plan.Name).ToList();
        if (chosen.Count > 0)
        {
            var made = RunEngine((engine, token) =>
                new CertificateRequests(engine.Ports, engine.Observer).CreateAsync(request with { Names = chosen }, token));
            WriteObject(made, enumerateCollection: true);
        }
    }
}
