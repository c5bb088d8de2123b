using System.Management.Automation;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Installs signed certificates on the node whose requests they answer, each checked against its request first.</summary>
[Cmdlet(VerbsData.Import, "KubeCertificate", SupportsShouldProcess = true, DefaultParameterSetName = ParameterWays.Any)]
[OutputType(typeof(KubeCertificate))]
public sealed class ImportKubeCertificateCommand : KubeadmCommand
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    private CertificateImport? _import;

    /// <summary>Files of signed certificates; wildcards too. Shells that expand those themselves hand over many words.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true, ParameterSetName = ByPath)]
    [Parameter(Position = 0, ValueFromRemainingArguments = true, ParameterSetName = ParameterWays.Any)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files of signed certificates, as they are written; those of Get-ChildItem.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The folder of keys, requests and certificates.</summary>
    [Parameter]
    public string? CertDir { get; set; }

    /// <summary>The folder of kubeconfigs and their requests.</summary>
    [Parameter]
    public string? KubeconfigDir { get; set; }

    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Sends each change to the operating system's log too.</summary>
    [Parameter]
    public SwitchParameter Journal { get; set; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // It has ended already, unless the pipeline was stopped.
            _import?.Stop(SilentObserver.Instance);
        }

        base.Dispose(disposing);
    }

    private protected override void Begin()
    {
        base.Begin();
        var request = new CertificateImportRequest
        {
            Configuration = ReadConfiguration(Config),
            CertificatesDir = ResolveOptionalPath(CertDir),
            KubeconfigDirectory = ResolveOptionalPath(KubeconfigDir),
            Journal = Journal,
        };
        _import = RunEngine((engine, token) => CertificateImport.OpenAsync(engine.Ports, engine.Observer, request, token));
    }

    private protected override void Process()
    {
        foreach (var path in Path.SelectMany(ExpandPath).Concat(LiteralPath.Select(ResolvePath)))
        {
            try
            {
                Import(path);
            }
            catch (Exception error) when (IsExpected(error))
            {
                // One file of many that cannot be read does not keep the others from being installed.
                WriteError(ErrorRecords.ToRecord(error));
            }
        }
    }

    private protected override void End() => RunEngine((engine, _) =>
    {
        _import!.Complete(engine.Observer);
        return Task.FromResult(true);
    });

    /// <summary>Each certificate stands for itself: a bad one is an error and changes nothing, and those beside it are installed.</summary>
    private void Import(string path)
    {
        foreach (var signed in _import!.Check(path))
        {
            if (signed.Rejection is { } rejection)
            {
                WriteError(ErrorRecords.ToRecord(rejection));
            }
            else if (ShouldProcess(signed.Path, $"Install the certificate of {path} as {signed.Name}"))
            {
                WriteObject(RunEngine((engine, _) => Task.FromResult(signed.Install(engine.Observer))));
            }
        }
    }
}
