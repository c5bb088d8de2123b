using System.Management.Automation;
using System.Security;
using System.Management.Automation.Host;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Operations.Kubeconfigs;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Creates kubeconfigs for users of a cluster, as <c>kubeadm kubeconfig user</c> does.</summary>
[Cmdlet(VerbsCommon.New, "KubeConfig", SupportsShouldProcess = true)]
[OutputType(typeof(KubeConfig))]
public sealed class NewKubeConfigCommand : KubeadmCommand
{
    private readonly List<UserCredential> _users = [];
    private ConfigurationText? _configuration;
    private string? _kubeconfig;
    private string? _folder;
    private bool _mayReplace;
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>The users' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] ClientName { get; set; } = [];

    /// <summary>The organizations of the client certificates.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] Org { get; set; } = [];

    /// <summary>A bearer token in place of client certificates. A secret.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString? Token { get; set; }

    /// <summary>How long client certificates are valid.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [DurationTransformation]
    public TimeSpan ValidityPeriod { get; set; } = TimeSpan.FromDays(365);

    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter]
    public string[]? LiteralPath { get; set; }

    /// <summary>The kubeconfig for asking the cluster for its configuration.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>The folder for a file of each user.</summary>
    [Parameter]
    public string? OutputDirectory { get; set; }

    /// <summary>Replaces files that are there without a question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns the content as text, which JSON, CSV and lists then show.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override void Begin()
    {
        _configuration = ReadConfiguration(Config, LiteralPath);
        _kubeconfig = ResolveOptionalPath(Kubeconfig);
        _folder = ResolveOptionalPath(OutputDirectory);
    }

    private protected override void Process() =>
        _users.AddRange(ClientName.Where(name => ShouldProcess(name, "Make kubeconfig") && IsFreeOrMayBeReplaced(name)).Select(name => new UserCredential(name)
        {
            Organizations = Org,
            Token = Token is { Length: > 0 } ? Secret.Reveal(Token) : null,
            Validity = ValidityPeriod,
        }));

    /// <summary>All users together, so that the keys of all are made on all processors.</summary>
    private protected override void End()
    {
        if (_users.Count == 0)
        {
            return;
        }

        var request = new UserKubeconfigRequest
        {
            Users = _users,
            Configuration = _configuration,
            Kubeconfig = _kubeconfig,
            OutputDirectory = _folder,
            Force = Force || _mayReplace,
        };
        var made = RunEngine((engine, token) => new ClusterUserKubeconfigs(engine.Ports, engine.Observer).CreateAsync(request, token));
        foreach (var config in made)
        {
            if (!AsPlainText && OutputDirectory is null && config.IsTooLong)
            {
                WriteWarning($"The kubeconfig of {config.ClientName} is longer than a SecureString can be ({Secret.MaximumLength} characters), so its Content is empty. -AsPlainText returns it as text, -OutputDirectory writes it to a file.");
            }

            WriteObject(AsPlainText ? config.AsPlainText() : config);
        }
    }

    /// <summary>Asks before a file is replaced. Where nobody can be asked, the engine refuses the whole request.</summary>
    private bool IsFreeOrMayBeReplaced(string name)
    {
        if (Force || _folder is not { } folder)
        {
            return true;
        }

        var path = ClusterUserKubeconfigs.PathOf(folder, name);
        if (!RunEngine((engine, _) => Task.FromResult(engine.Ports.Node.Files.FileExists(path))))
        {
            return true;
        }

        try
        {
            var consented = ShouldContinue($"{path} is there already. Replace it?", "Replace kubeconfig", ref _yesToAll, ref _noToAll);
            _mayReplace |= consented;
            return consented;
        }
        catch (Exception e) when (e is HostException or PSInvalidOperationException or PSNotImplementedException)
        {
            return true;
        }
    }
}
