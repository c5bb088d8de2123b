using System.Management.Automation;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell;

/// <summary>The parameters of <c>kubeadm init</c> that say what a cluster and its first node are like, and the request that they make.</summary>
public abstract class InitCommand : NodeCommand
{
    /// <summary>Paths of kubeadm configuration files; several are read as one.</summary>
    [Parameter(Position = 0)]
    [Alias("Path")]
    public string[]? Config { get; set; }

    /// <summary>Further names and addresses of the API server's certificate.</summary>
    [Parameter]
    public string[]? ApiserverCertExtraSan { get; set; }

    /// <summary>The folder of certificates.</summary>
    [Parameter]
    public string? CertDir { get; set; }

    /// <summary>The key that uploaded certificates are encrypted with. A secret.</summary>
    [Parameter]
    public string? CertificateKey { get; set; }

    /// <summary>A stable name or address of the control plane.</summary>
    [Parameter]
    public string? ControlPlaneEndpoint { get; set; }

    /// <summary>Features to turn on or off, each name=true or name=false.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FeatureGateCompleter))]
    public string[]? FeatureGate { get; set; }

    /// <summary>The registry of the control plane's images.</summary>
    [Parameter]
    public string? ImageRepository { get; set; }

    /// <summary>The version of Kubernetes.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VersionCompleter))]
    public string? KubernetesVersion { get; set; }

    /// <summary>The addresses of Pods.</summary>
    [Parameter]
    public string? PodNetworkCidr { get; set; }

    /// <summary>The addresses of Services.</summary>
    [Parameter]
    public string? ServiceCidr { get; set; }

    /// <summary>The DNS domain of Services.</summary>
    [Parameter]
    public string? ServiceDnsDomain { get; set; }

    /// <summary>Keeps the certificate key out of what is said.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateKeyPrint { get; set; }

    /// <summary>Keeps the token out of what is said.</summary>
    [Parameter]
    public SwitchParameter SkipTokenPrint { get; set; }

    /// <summary>Uploads the control plane's certificates, for further control planes.</summary>
    [Parameter]
    public SwitchParameter UploadCerts { get; set; }

    /// <summary>What was asked for. Flags that were not given stay null, so that they do not stand against the file.</summary>
    /// <param name="running">The cmdlet that runs, whose session knows what a relative path means: this one, or the one that took its parameters.</param>
    internal virtual InitRequest CreateRequest(KubeadmCommand running) => new()
    {
        Configuration = running.ReadConfiguration(Config),
        Flags = CreateFlags(),
        DryRun = IsDryRun,
        DryRunPath = running.ResolveOptionalPath(DryRunPath),
        DryRunForm = DryRunForm,
        IgnorePreflightErrors = IgnorePreflightError ?? [],
        PatchesDirectory = running.ResolveOptionalPath(Patches),
        UploadCerts = UploadCerts,
        SkipTokenPrint = SkipTokenPrint,
        SkipCertificateKeyPrint = SkipCertificateKeyPrint,
    };

    /// <summary>Asks whether what was asked for may run; see <see cref="KubeadmCommand.ShouldRun"/>.</summary>
    private protected bool ShouldRun(InitRequest request, string action, string target = "this machine") => ShouldRun(
        target, action, IsDryRun, (engine, token) => new InitWorkflow(engine.Ports, engine.Observer).PlanAsync(request, token));

    /// <summary>The flags that stand for fields of the configuration.</summary>
    private protected virtual InitFlags CreateFlags() => new()
    {
        ApiServerAdvertiseAddress = ApiserverAdvertiseAddress,
        ApiServerBindPort = ApiserverBindPort,
        ApiServerCertExtraSans = ApiserverCertExtraSan,
        CertDir = CertDir,
        CertificateKey = CertificateKey,
        ControlPlaneEndpoint = ControlPlaneEndpoint,
        CriSocket = CriSocket,
        FeatureGates = FeatureGate,
        ImageRepository = ImageRepository,
        KubernetesVersion = KubernetesVersion,
        NodeName = NodeName,
        PodNetworkCidr = PodNetworkCidr,
        ServiceCidr = ServiceCidr,
        ServiceDnsDomain = ServiceDnsDomain,
    };
}
