using System.Management.Automation;
using System.Security;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Workflows.Join;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell;

/// <summary>The parameters of <c>kubeadm join</c>, which its phases take too when they run by themselves, and the request that they make.</summary>
public abstract class JoinCommand : NodeCommand
{
    private bool _keyIsTyped;
    private bool _inputIsTyped;
    private bool _nameIsTyped;

    /// <summary>Host and port of an API server of the cluster.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string? ApiServerEndpoint { get; set; }

    /// <inheritdoc/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public override string? NodeName { get; set; }

    /// <summary>
    /// An object that says how to join, itself or in its property Join, as New-KubeJoinInfo and Initialize-KubeCluster give it; or a
    /// configuration, as a file, document or hashtable.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [Alias("JoinInfo")]
    public PSObject? InputObject { get; set; }

    /// <summary>The bootstrap token, for discovery and for the kubelet. A secret.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString? Token { get; set; }

    /// <summary>Hashes of the CA's public keys, one of which the cluster must have.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("CaCertHashes")]
    public string[]? DiscoveryTokenCaCertHash { get; set; }

    /// <summary>The key that opens the uploaded certificates, for a control plane. A secret.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString? CertificateKey { get; set; }

    /// <summary>The port of the node's API server.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? ApiServerBindPort { get; set; }

    /// <summary>The container runtime's socket.</summary>
    [Parameter]
    public string? CriSocket { get; set; }

    /// <summary>Preflight checks whose errors are shown as warnings; all means every one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    [SupportsWildcards]
    public string[]? IgnorePreflightError { get; set; }

    /// <summary>Sends each change to the operating system's log too.</summary>
    [Parameter]
    public SwitchParameter Journal { get; set; }

    /// <summary>The folder of patches.</summary>
    [Parameter]
    public string? Patches { get; set; }

    /// <summary>Turns the node into a control plane.</summary>
    [Parameter]
    public SwitchParameter ControlPlane { get; set; }

    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter]
    [Alias("Path")]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter]
    public string[]? LiteralPath { get; set; }

    /// <summary>A kubeconfig by which the cluster is found, as a path or an HTTPS address.</summary>
    [Parameter]
    public string? DiscoveryFile { get; set; }

    /// <summary>The token that validates the cluster's information. A secret.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? DiscoveryToken { get; set; }

    /// <summary>Trusts the cluster's CA without a check.</summary>
    [Parameter]
    public SwitchParameter DiscoveryTokenUnsafeSkipCaVerification { get; set; }

    /// <summary>The token for the kubelet's first certificate. A secret.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? TlsBootstrapToken { get; set; }

    /// <summary>Phases to leave out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    [SupportsWildcards]
    public string[]? SkipPhase { get; set; }

    /// <summary>Remembers what was typed, before objects of the pipeline are bound.</summary>
    internal void RememberTyped() => (_keyIsTyped, _inputIsTyped, _nameIsTyped) = (CertificateKey is not null, InputObject is not null, NodeName is not null);

    /// <summary>The name that this node is to have. An object of the pipeline that has a Join tells of another node: the one that init made.</summary>
    private protected string? OwnName => _nameIsTyped || _inputIsTyped || !JoinProperties.AreIn(InputObject) ? NodeName : null;

    /// <summary>What was asked for, by parameters and by the object on the pipeline.</summary>
    /// <param name="running">The cmdlet that runs, whose session knows what a relative path means: this one, or the one that took its parameters.</param>
    internal JoinRequest CreateRequest(KubeadmCommand running) => new()
    {
        Configuration = running.ReadConfiguration(ConfigurationSources.IsConfiguration(InputObject) ? [InputObject!, .. Config ?? []] : Config, LiteralPath),
        Flags = CreateFlags(running, running.Guard(() => JoinProperties.Of(InputObject))),
        DryRun = IsDryRun,
        Journal = Journal,
        DryRunPath = running.ResolveOptionalPath(DryRunPath),
        DryRunForm = DryRunForm,
        IgnorePreflightErrors = running.ExpandChecks(IgnorePreflightError),
        SkipPhases = running.ExpandPhases(SkipPhase, WorkflowName.Join),
        PatchesDirectory = running.ResolveOptionalPath(Patches),
    };

    /// <summary>What is typed, or is a property of the object on the pipeline, goes before what the object's Join says.</summary>
    private JoinFlags CreateFlags(KubeadmCommand running, JoinProperties? join) => new()
    {
        ApiServerEndpoint = Either(ApiServerEndpoint, join?.ApiServerEndpoint),
        Token = Either(Secret.Reveal(Token), join?.Token),
        DiscoveryToken = Secret.Reveal(DiscoveryToken),
        DiscoveryTokenCaCertHashes = DiscoveryTokenCaCertHash is { Length: > 0 } hashes ? hashes : join?.CaCertHashes,
        DiscoveryTokenUnsafeSkipCaVerification = DiscoveryTokenUnsafeSkipCaVerification ? true : null,
        DiscoveryFile = running.ResolvePathOrAddress(DiscoveryFile),
        TlsBootstrapToken = Secret.Reveal(TlsBootstrapToken),
        ControlPlane = ControlPlane ? true : null,

        // An object may carry the key for whom it concerns; a worker has no use for it.
        CertificateKey = ControlPlane || _keyIsTyped ? Either(Secret.Reveal(CertificateKey), join?.CertificateKey) : null,
        ApiServerAdvertiseAddress = ApiServerAdvertiseAddress,
        ApiServerBindPort = ApiServerBindPort,
        NodeName = OwnName,
        CriSocket = CriSocket,
    };

    private static string? Either(string? first, string? second) => !string.IsNullOrEmpty(first) ? first : !string.IsNullOrEmpty(second) ? second : null;
}
