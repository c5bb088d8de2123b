using System.Management.Automation;
using System.Security;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Operations.Tokens;
using Kubeadm.PowerShell.Completers;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Creates bootstrap tokens, with which nodes join, as <c>kubeadm token create</c> and <c>generate</c> do.</summary>
[Cmdlet(VerbsCommon.New, "KubeToken", SupportsShouldProcess = true, DefaultParameterSetName = ParameterWays.Any)]
[OutputType(typeof(KubeToken))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class NewKubeTokenCommand : PrintedDryRunCommand, IDynamicParameters
{
    private const string Create = "Create";
    private const string Generate = "Generate";
    private const int MaximumCount = 1000;

    /// <summary>Tokens to make; random ones without. Secrets.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = Create)]
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ParameterWays.Any)]
    [SecretTransformation]
    public SecureString[]? Token { get; set; }

    /// <summary>How long the tokens live; zero means for ever.</summary>
    [Parameter(ParameterSetName = Create)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    [DurationTransformation]
    public TimeSpan? Ttl { get; set; }

    /// <summary>What the tokens may be used for.</summary>
    [Parameter(ParameterSetName = Create)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    [ArgumentCompleter(typeof(TokenUsageCompleter))]
    public string[]? Usage { get; set; }

    /// <summary>The groups that the tokens' users are in.</summary>
    [Parameter(ParameterSetName = Create)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public string[]? Group { get; set; }

    /// <summary>What the tokens are for.</summary>
    [Parameter(ParameterSetName = Create)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public string? Description { get; set; }

    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter(ParameterSetName = Create)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    [Alias("Path")]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter(ParameterSetName = Create)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public string[]? LiteralPath { get; set; }

    /// <summary>How many random tokens to make.</summary>
    [Parameter]
    [ValidateRange(1, MaximumCount)]
    public int? Count { get; set; }

    /// <summary>The kubeconfig for talking to the cluster.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>Generates tokens and tells no cluster of them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Generate)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public SwitchParameter GenerateOnly { get; set; }

    /// <summary>Returns the tokens as text, which JSON, CSV and lists then show.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Process()
    {
        RequireOneWay(hasInput: true);
        if (GenerateOnly)
        {
            Write(ClusterTokens.Generate(Count ?? 1));
            return;
        }

        var tokens = Token?.Select(token => Secret.Reveal(token)).ToArray();
        var ids = Guard(() => string.Join(", ", tokens?.Select(token => BootstrapTokenText.Parse(token).Id) ?? []));
        var request = new TokenRequest
        {
            Configuration = ReadConfiguration(Config, LiteralPath),
            Flags = new TokenFlags { Tokens = tokens, Count = Count, Ttl = Ttl, Usages = Usage, Groups = Group, Description = Description },
            Kubeconfig = ResolveOptionalPath(Kubeconfig),
            DryRun = DryRun,
            DryRunForm = DryRunForm,
        };
        if (!DryRun && !ShouldProcess(ids.Length > 0 ? ids : "new bootstrap token", "Create bootstrap token"))
        {
            return;
        }

        Write(RunEngine((engine, token) => new ClusterTokens(engine.Ports, engine.Observer).CreateAsync(request, token)));
    }

    private void Write(IEnumerable<KubeToken> tokens) => WriteObject(tokens.Select(token => TokenView.Of(token, AsPlainText)), enumerateCollection: true);
}
