using System.Management.Automation;
using System.Text;
using Kubeadm.Engine.Operations.Preflight;
using Kubeadm.Engine.Operations.Reports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reports;
using Kubeadm.PowerShell.Reports;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Writes a page of HTML about a node and its cluster, or about the objects that are piped in.</summary>
[Cmdlet(VerbsData.Export, "KubeReport", SupportsShouldProcess = true, DefaultParameterSetName = ParameterWays.Any)]
[OutputType(typeof(KubeReport))]
public sealed class ExportKubeReportCommand : KubeadmCommand
{
    private const string OfThisMachine = "ThisMachine";
    private const string OfObjects = "Objects";

    private readonly List<PSObject> _given = [];

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>What the page is about; this machine and its cluster where nothing is piped in.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ParameterWays.Any)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = OfObjects)]
    public PSObject?[]? InputObject { get; set; }

    /// <summary>The kubeconfig with which the cluster is asked.</summary>
    [Parameter(ParameterSetName = ParameterWays.Any)]
    [Parameter(ParameterSetName = OfThisMachine)]
    public string? Kubeconfig { get; set; }

    /// <summary>The folder of certificates.</summary>
    [Parameter(ParameterSetName = ParameterWays.Any)]
    [Parameter(ParameterSetName = OfThisMachine)]
    public string? CertDir { get; set; }

    /// <summary>The workflow that this machine is checked for.</summary>
    [Parameter(ParameterSetName = ParameterWays.Any)]
    [Parameter(ParameterSetName = OfThisMachine)]
    [ValidateSet(NodeCheckWorkflow.Init, NodeCheckWorkflow.Join, NodeCheckWorkflow.Upgrade)]
    public string? Preflight { get; set; }

    /// <summary>The page's title.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = "Kubernetes report";

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns what the page says as objects, one for each machine.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private bool HasNoInput => !MyInvocation.ExpectingInput && !MyInvocation.BoundParameters.ContainsKey(nameof(InputObject));

    private protected override void Process()
    {
        RequireOneWay(hasInput: true);
        _given.AddRange((InputObject ?? []).OfType<PSObject>());
    }

    private protected override void End()
    {
        var path = ResolvePath(Path);
        var machine = new ReportRequest { Title = Title, CertificatesDir = ResolveOptionalPath(CertDir), Kubeconfig = ResolveOptionalPath(Kubeconfig), Checks = Preflight };
        if ((_given.Count == 0 && !HasNoInput) || !ShouldProcess(path, "Write a report"))
        {
            return;
        }

        RunEngine((engine, _) => Task.FromResult(RequireFree(engine.Ports.Node.Files, path)));
        var reports = (HasNoInput ? [Read(machine)] : ReadGiven()).Select(report => report with { Path = path }).ToList();
        RunEngine((engine, _) => Task.FromResult(Write(engine.Ports.Node.Files, path, ReportPage.Write(reports))));
        if (PassThru)
        {
            WriteObject(reports, enumerateCollection: true);
        }
    }

    private KubeReport Read(ReportRequest machine) => RunEngine((engine, token) => new NodeReport(engine.Ports, engine.Observer).ReadAsync(machine, token));

    private IReadOnlyList<KubeReport> ReadGiven() => Guard(() =>
    {
        var input = new ReportInput(Title, ThisMachine.Clock.GetUtcNow().UtcDateTime);
        _given.ForEach(input.Add);
        return input.Reports;
    });

    private bool RequireFree(INodeFileSystem files, string path) => Force || !files.FileExists(path)
        ? true
        : throw new KubeadmException("FileExists", $"{path} is there already")
        {
            Kind = KubeadmErrorKind.AlreadyExists,
            Target = path,
            Remedy = "-Force replaces it.",
        };

    private static bool Write(INodeFileSystem files, string path, string page)
    {
        files.WriteAllBytes(path, Encoding.UTF8.GetBytes(page), NodeFileModes.PublicFile);
        return true;
    }
}
