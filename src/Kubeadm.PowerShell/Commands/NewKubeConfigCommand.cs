using System.Management.Automation;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Workflows;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Makes kubeconfigs for users of a cluster, as <c>kubeadm kubeconfig user</c> does.</summary>
[Cmdlet(VerbsCommon.New, "KubeConfig", SupportsShouldProcess = true)]
[OutputType(typeof(KubeConfig))]
public sealed class NewKubeConfigCommand : KubeadmCommand
{
    private readonly List<string> _names = [];
    private string? _configuration;

    /// <summary>The users' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] ClientName { get; set; } = [];

    /// <summary>The organizations of the client certificates.</summary>
    [Parameter]
    public string[] Org { get; set; } = [];

    /// <summary>A bearer token in place of client certificates. A secret.</summary>
    [Parameter]
    public string? Token { get; set; }

    /// <summary>How long client certificates are valid.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan ValidityPeriod { get; set; } = TimeSpan.FromDays(365);

    /// <summary>Paths of kubeadm configuration files.</summary>
    [Parameter]
    public string[]? Config { get; set; }

    /// <summary>The folder for a file of each user.</summary>
    [Parameter]
    public string? OutputDirectory { get; set; }

    /// <summary>Replaces files that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _configuration = ReadConfiguration(Config);

    /// <inheritdoc/>
    protected override void ProcessRecord() => _names.AddRange(ClientName.Where(name => ShouldProcess(name, "Make kubeconfig")));

    /// <summary>All names together, so that the keys of all are made on all processors.</summary>
    protected override void EndProcessing()
    {
        if (_names.Count == 0)
        {
            return;
        }

        var request = new UserKubeconfigRequest
        {
            ClientNames = _names,
            Configuration = _configuration,
            Organizations = Org,
            Token = string.IsNullOrEmpty(Token) ? null : Token,
            Validity = ValidityPeriod,
            OutputDirectory = ResolveOptionalPath(OutputDirectory),
            Force = Force,
        };
        WriteObject(RunEngine((observer, token) => new ClusterUserKubeconfigs(EnginePorts.CreateLocal(), observer).CreateAsync(request, token)), enumerateCollection: true);
    }
}
