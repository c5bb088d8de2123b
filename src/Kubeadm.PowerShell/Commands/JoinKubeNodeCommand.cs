using System.Management.Automation;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Workflows.Join;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Makes this machine a node of a cluster, as <c>kubeadm join</c> does.</summary>
[Cmdlet(VerbsCommon.Join, "KubeNode", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(KubeNode))]
public sealed class JoinKubeNodeCommand : NodeCommand
{
    private bool _keyIsTyped;

    /// <summary>Host and port of an API server of the cluster.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string? ApiServerEndpoint { get; set; }

    /// <summary>An object with how to join in its property Join, as Initialize-KubeCluster gives it.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The bootstrap token, for discovery and for the kubelet. A secret.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Token { get; set; }

    /// <summary>Hashes of the CA's public keys, one of which the cluster must have.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("CaCertHashes")]
    public string[]? DiscoveryTokenCaCertHash { get; set; }

    /// <summary>The key that opens the uploaded certificates, for a control plane. A secret.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? CertificateKey { get; set; }

    /// <summary>Makes the node a control plane.</summary>
    [Parameter]
    public SwitchParameter ControlPlane { get; set; }

    /// <summary>Paths of kubeadm configuration files; several are read as one.</summary>
    [Parameter]
    [Alias("Path")]
    public string[]? Config { get; set; }

    /// <summary>A kubeconfig by which the cluster is found, as a path or an HTTPS address.</summary>
    [Parameter]
    public string? DiscoveryFile { get; set; }

    /// <summary>The token that validates the cluster's information. A secret.</summary>
    [Parameter]
    public string? DiscoveryToken { get; set; }

    /// <summary>Takes the cluster's CA as it comes.</summary>
    [Parameter]
    public SwitchParameter DiscoveryTokenUnsafeSkipCaVerification { get; set; }

    /// <summary>The token for the kubelet's first certificate. A secret.</summary>
    [Parameter]
    public string? TlsBootstrapToken { get; set; }

    /// <summary>Phases to leave out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    public string[]? SkipPhase { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _keyIsTyped = MyInvocation.BoundParameters.ContainsKey(nameof(CertificateKey));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var request = CreateRequest();
        var target = NodeName is null ? "this machine" : $"this machine ({NodeName})";
        if (ShouldRun(target, "Join a Kubernetes cluster", IsDryRun, (engine, token) => new JoinWorkflow(engine.Ports, engine.Observer).PlanAsync(request, token)))
        {
            WriteObject(RunEngine((engine, token) => new JoinWorkflow(engine.Ports, engine.Observer).RunAsync(request, token)));
        }
    }

    private JoinRequest CreateRequest() => new()
    {
        Configuration = ReadConfiguration(Config),
        Flags = CreateFlags(Guard(() => JoinProperties.Of(InputObject))),
        DryRun = IsDryRun,
        DryRunPath = ResolveOptionalPath(DryRunPath),
        DryRunForm = DryRunForm,
        IgnorePreflightErrors = IgnorePreflightError ?? [],
        SkipPhases = SkipPhase ?? [],
        PatchesDirectory = ResolveOptionalPath(Patches),
    };

    /// <summary>What is typed, or is a property of the object on the pipeline, goes before what the object's Join says.</summary>
    private JoinFlags CreateFlags(JoinProperties? join) => new()
    {
        ApiServerEndpoint = Either(ApiServerEndpoint, join?.ApiServerEndpoint),
        Token = Either(Token, join?.Token),
        DiscoveryToken = DiscoveryToken,
        DiscoveryTokenCaCertHashes = DiscoveryTokenCaCertHash is { Length: > 0 } hashes ? hashes : join?.CaCertHashes,
        DiscoveryTokenUnsafeSkipCaVerification = DiscoveryTokenUnsafeSkipCaVerification ? true : null,
        DiscoveryFile = ResolvePathOrAddress(DiscoveryFile),
        TlsBootstrapToken = TlsBootstrapToken,
        ControlPlane = ControlPlane ? true : null,

        // An object may carry the key for whom it concerns; a worker has no use for it.
        CertificateKey = ControlPlane || _keyIsTyped ? Either(CertificateKey, join?.CertificateKey) : null,
        ApiServerAdvertiseAddress = ApiserverAdvertiseAddress,
        ApiServerBindPort = ApiserverBindPort,
        NodeName = NodeName,
        CriSocket = CriSocket,
    };

    private static string? Either(string? first, string? second) => !string.IsNullOrEmpty(first) ? first : !string.IsNullOrEmpty(second) ? second : null;
}
