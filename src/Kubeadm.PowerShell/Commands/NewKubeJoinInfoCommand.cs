using System.Management.Automation;
using System.Security;
using Kubeadm.Engine.Operations.Tokens;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Creates what further nodes need to join a cluster, with a token of their own, as <c>kubeadm token create --print-join-command</c> does.</summary>
[Cmdlet(VerbsCommon.New, "KubeJoinInfo", SupportsShouldProcess = true)]
[Alias("Get-KubeJoinInfo")]
[OutputType(typeof(KubeJoinInfo))]
public sealed class NewKubeJoinInfoCommand : PrintedDryRunCommand
{
    /// <summary>A token of the cluster, whole or by its identifier; without it one is created. A secret.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TokenIdCompleter))]
    [SecretTransformation]
    public SecureString? Token { get; set; }

    /// <summary>The key of the uploaded certificates, for control planes that join. A secret.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString? CertificateKey { get; set; }

    /// <summary>Uploads this node's certificates for control planes that join.</summary>
    [Parameter]
    public SwitchParameter UploadCerts { get; set; }

    /// <summary>The kubeconfig for talking to the cluster.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Kubeconfig { get; set; }

    /// <summary>Returns the secrets as text, which JSON, CSV and lists then show.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override void Process()
    {
        var request = new JoinInfoRequest
        {
            Token = Secret.Reveal(Token),
            CertificateKey = Secret.Reveal(CertificateKey),
            UploadCerts = UploadCerts,
            Kubeconfig = ResolveOptionalPath(Kubeconfig),
            DryRun = DryRun,
            DryRunForm = DryRunForm,
        };
        var mayUpload = !UploadCerts || DryRun || ShouldProcess(PublishKubeCertificateCommand.Target, PublishKubeCertificateCommand.Action);
        var mayCreate = Token is not null || DryRun || ShouldProcess("new bootstrap token", "Create bootstrap token");
        if (!mayUpload || !mayCreate)
        {
            return;
        }

        var info = RunEngine((engine, token) => new ClusterJoinInfo(engine.Ports, engine.Observer).DescribeAsync(request, token));
        WriteObject(AsPlainText ? info.AsPlainText() : info);
    }
}
