using System.Management.Automation;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell;

/// <summary>The parameters of <c>kubeadm init</c> that certificates depend on, and the request that they make.</summary>
public abstract class InitCommand : NodeCommand
{
    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter(Position = 0)]
    [Alias("Path")]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter]
    public string[]? LiteralPath { get; set; }

    /// <summary>Further names and addresses of the API server's certificate.</summary>
    [Parameter]
    public string[]? ApiServerCertExtraSan { get; set; }

    /// <summary>The folder of certificates.</summary>
    [Parameter]
    public string? CertDir { get; set; }

    /// <summary>A stable name or address of the control plane.</summary>
    [Parameter]
    public string? ControlPlaneEndpoint { get; set; }

    /// <summary>Features to turn on or off, each name=true or name=false, or in a hashtable.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FeatureGateCompleter))]
    [FeatureGateTransformation]
    public string[]? FeatureGate { get; set; }

    /// <summary>The version of Kubernetes.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VersionCompleter))]
    public string? KubernetesVersion { get; set; }

    /// <summary>The addresses of Services.</summary>
    [Parameter]
    public string? ServiceCidr { get; set; }

    /// <summary>The DNS domain of Services.</summary>
    [Parameter]
    public string? ServiceDnsDomain { get; set; }

    /// <summary>What was asked for. Flags that were not given stay null, so that they do not stand against the file.</summary>
    /// <param name="running">The cmdlet that runs, whose session knows what a relative path means: this one, or the one that took its parameters.</param>
    internal virtual InitRequest CreateRequest(KubeadmCommand running) => new()
    {
        Configuration = running.ReadConfiguration(Config, LiteralPath),
        Flags = CreateFlags(running),
        DryRun = IsDryRun,
        DryRunPath = running.ResolveOptionalPath(DryRunPath),
        DryRunForm = DryRunForm,
    };

    /// <summary>Asks whether what was asked for may run; see <see cref="KubeadmCommand.ShouldRun"/>.</summary>
    private protected bool ShouldRun(InitRequest request, string action, string target = "this machine") => ShouldRun(
        target, action, IsDryRun, WorkflowPreview.Of(engine => new InitWorkflow(engine.Ports, engine.Observer), request));

    /// <summary>The flags that stand for fields of the configuration.</summary>
    private protected virtual InitFlags CreateFlags(KubeadmCommand running) => new()
    {
        ApiServerAdvertiseAddress = ApiServerAdvertiseAddress,
        ApiServerCertExtraSans = ApiServerCertExtraSan,
        CertDir = running.ResolveFieldPath(CertDir),
        ControlPlaneEndpoint = ControlPlaneEndpoint,
        FeatureGates = FeatureGate,
        KubernetesVersion = KubernetesVersion,
        NodeName = NodeName,
        ServiceCidr = ServiceCidr,
        ServiceDnsDomain = ServiceDnsDomain,
    };
}
