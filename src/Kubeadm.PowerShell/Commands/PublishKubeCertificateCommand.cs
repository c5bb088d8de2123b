using System.Management.Automation;
using System.Security;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Uploads the certificates that control planes share, encrypted, as <c>kubeadm init phase upload-certs --upload-certs</c> does.</summary>
[Cmdlet(VerbsData.Publish, "KubeCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(KubeCertificateUpload))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class PublishKubeCertificateCommand : DryRunCommand, IDynamicParameters
{
    /// <summary>What is changed, for the question.</summary>
    internal const string Target = $"Secret {ClusterNamespaces.System}/{ClusterNames.KubeadmCerts}";

    /// <summary>What is done, for the question.</summary>
    internal const string Action = "Upload certificates";

    /// <summary>The key to encrypt with; without it one is made. A secret.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SecretTransformation]
    public SecureString? CertificateKey { get; set; }

    /// <summary>The folder of certificates.</summary>
    [Parameter]
    public string? CertDir { get; set; }

    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter]
    public string[]? LiteralPath { get; set; }

    /// <summary>The kubeconfig for talking to the cluster.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>Returns the key as text, which JSON, CSV and lists then show.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Process()
    {
        var request = new CertificateUploadRequest
        {
            CertificateKey = Secret.Reveal(CertificateKey),
            CertificatesDir = ResolveOptionalPath(CertDir),
            Configuration = ReadConfiguration(Config, LiteralPath),
            Kubeconfig = ResolveOptionalPath(Kubeconfig),
            DryRun = DryRun,
        };
        if ((DryRun && !IsWhatIf) || ShouldProcess(Target, Action))
        {
            var upload = RunEngine((engine, token) => new CertificateUpload(engine.Ports, engine.Observer).UploadAsync(request, token));
            WriteObject(AsPlainText ? upload.AsPlainText() : upload);
        }
    }
}
