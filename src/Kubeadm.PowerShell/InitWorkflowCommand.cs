using System.Management.Automation;
using System.Security;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell;

/// <summary>The parameters of <c>kubeadm init</c>, which its phases take too when they run by themselves.</summary>
public abstract class InitWorkflowCommand : InitCommand
{
    /// <summary>The port of the node's API server.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? ApiServerBindPort { get; set; }

    /// <summary>The key that uploaded certificates are encrypted with. A secret.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? CertificateKey { get; set; }

    /// <summary>The container runtime's socket.</summary>
    [Parameter]
    public string? CriSocket { get; set; }

    /// <summary>Preflight checks whose errors are shown as warnings; all means every one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    [SupportsWildcards]
    public string[]? IgnorePreflightError { get; set; }

    /// <summary>The registry of the control plane's images.</summary>
    [Parameter]
    public string? ImageRepository { get; set; }

    /// <summary>Sends each change to the operating system's log too.</summary>
    [Parameter]
    public SwitchParameter Journal { get; set; }

    /// <summary>The folder of patches.</summary>
    [Parameter]
    public string? Patches { get; set; }

    /// <summary>The addresses of Pods.</summary>
    [Parameter]
    public string? PodNetworkCidr { get; set; }

    /// <summary>Leaves the certificate key out of the output.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateKeyPrint { get; set; }

    /// <summary>Phases to leave out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    [SupportsWildcards]
    public string[]? SkipPhase { get; set; }

    /// <summary>Leaves the token out of the output.</summary>
    [Parameter]
    public SwitchParameter SkipTokenPrint { get; set; }

    /// <summary>The first bootstrap token. A secret.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Token { get; set; }

    /// <summary>How long the token lives; zero means for ever.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? TokenTtl { get; set; }

    /// <summary>Uploads the control plane's certificates, for further control planes.</summary>
    [Parameter]
    public SwitchParameter UploadCerts { get; set; }

    /// <inheritdoc/>
    internal override InitRequest CreateRequest(KubeadmCommand running) => base.CreateRequest(running) with
    {
        IgnorePreflightErrors = running.ExpandChecks(IgnorePreflightError),
        PatchesDirectory = running.ResolveOptionalPath(Patches),
        SkipPhases = running.ExpandPhases(SkipPhase, WorkflowName.Init),
        UploadCerts = UploadCerts,
        Journal = Journal,
        SkipTokenPrint = SkipTokenPrint,
        SkipCertificateKeyPrint = SkipCertificateKeyPrint,
    };

    private protected override InitFlags CreateFlags(KubeadmCommand running) => base.CreateFlags(running) with
    {
        ApiServerBindPort = ApiServerBindPort,
        CertificateKey = Secret.Reveal(CertificateKey),
        CriSocket = CriSocket,
        ImageRepository = ImageRepository,
        PodNetworkCidr = PodNetworkCidr,
        Token = Secret.Reveal(Token),
        TokenTtl = TokenTtl,
    };
}
