using System.Management.Automation;
using System.Security;
using Kubeadm.Engine.Operations.Tokens;
using Kubeadm.PowerShell.Completers;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Creates what further nodes need to join a cluster, with a token of their own, as <c>kubeadm token create --print-join-command</c> does.</summary>
[Cmdlet(VerbsCommon.New, "KubeJoinInfo", SupportsShouldProcess = true, DefaultParameterSetName = ParameterWays.Any)]
[Alias("Get-KubeJoinInfo")]
[OutputType(typeof(KubeJoinInfo))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class NewKubeJoinInfoCommand : PrintedDryRunCommand, IDynamicParameters
{
    private const string Create = "Create";
    private const string Existing = "Existing";

    /// <summary>A token of the cluster, whole or by its identifier; without it one is created. A secret.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = Existing)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ParameterWays.Any)]
    [ArgumentCompleter(typeof(TokenIdCompleter))]
    [SecretTransformation]
    public SecureString? Token { get; set; }

    /// <summary>How long the token lives that is created; zero means for ever.</summary>
    [Parameter(ParameterSetName = Create)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    [DurationTransformation]
    public TimeSpan? Ttl { get; set; }

    /// <summary>What the token is for that is created.</summary>
    [Parameter(ParameterSetName = Create)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public string? Description { get; set; }

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

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Process()
    {
        RequireOneWay(hasInput: true);
        var request = new JoinInfoRequest
        {
            Token = Secret.Reveal(Token),
            Ttl = Ttl,
            Description = Description,
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
