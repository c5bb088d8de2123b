using System.Management.Automation;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Workflows.Join;

namespace Kubeadm.PowerShell.Commands;

/// <content>The parameters that only phases of <c>join</c> take.</content>
public sealed partial class InvokeKubeadmPhaseCommand
{
    /// <summary>Host and port of an API server of the cluster.</summary>
    [Parameter]
    public string? ApiServerEndpoint { get; set; }

    /// <summary>Makes the node a control plane.</summary>
    [Parameter]
    public SwitchParameter ControlPlane { get; set; }

    /// <summary>A kubeconfig by which the cluster is found, as a path or an HTTPS address.</summary>
    [Parameter]
    public string? DiscoveryFile { get; set; }

    /// <summary>The token that validates the cluster's information. A secret.</summary>
    [Parameter]
    public string? DiscoveryToken { get; set; }

    /// <summary>Hashes of the CA's public keys, one of which the cluster must have.</summary>
    [Parameter]
    [Alias("CaCertHashes")]
    public string[]? DiscoveryTokenCaCertHash { get; set; }

    /// <summary>Takes the cluster's CA as it comes.</summary>
    [Parameter]
    public SwitchParameter DiscoveryTokenUnsafeSkipCaVerification { get; set; }

    /// <summary>The token for the kubelet's first certificate. A secret.</summary>
    [Parameter]
    public string? TlsBootstrapToken { get; set; }

    /// <summary>The bootstrap token, for discovery and for the kubelet. A secret.</summary>
    [Parameter]
    public string? Token { get; set; }

    /// <summary>The work of phases of <c>join</c>.</summary>
    internal PhaseWork PrepareJoin()
    {
        var request = new JoinRequest
        {
            Configuration = ReadConfiguration(Config),
            Flags = new JoinFlags
            {
                ApiServerEndpoint = ApiServerEndpoint,
                Token = Token,
                DiscoveryToken = DiscoveryToken,
                DiscoveryTokenCaCertHashes = DiscoveryTokenCaCertHash,
                DiscoveryTokenUnsafeSkipCaVerification = DiscoveryTokenUnsafeSkipCaVerification ? true : null,
                DiscoveryFile = ResolvePathOrAddress(DiscoveryFile),
                TlsBootstrapToken = TlsBootstrapToken,
                ControlPlane = ControlPlane ? true : null,
                CertificateKey = CertificateKey,
                ApiServerAdvertiseAddress = ApiserverAdvertiseAddress,
                ApiServerBindPort = ApiserverBindPort,
                NodeName = NodeName,
                CriSocket = CriSocket,
            },
            DryRun = IsDryRun,
            DryRunPath = ResolveOptionalPath(DryRunPath),
            DryRunForm = DryRunForm,
            IgnorePreflightErrors = IgnorePreflightError ?? [],
            PatchesDirectory = ResolveOptionalPath(Patches),
            Phases = Phase,
        };
        return new PhaseWork(
            (engine, token) => new JoinWorkflow(engine.Ports, engine.Observer).RunPhasesAsync(request, token),
            (engine, token) => new JoinWorkflow(engine.Ports, engine.Observer).PlanAsync(request, token));
    }
}
