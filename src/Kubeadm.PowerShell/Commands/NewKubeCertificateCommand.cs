using System.Management.Automation;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Engine.Workflows.Steps;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Creates certificates of a cluster with their keys, as <c>kubeadm init phase certs …</c> does; those that are there are kept.</summary>
[Cmdlet(VerbsCommon.New, "KubeCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(KubeCertificate))]
public sealed class NewKubeCertificateCommand : InitCommand
{
    private const string All = "all";

    /// <summary>Names of certificates; all means every one.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CertificateNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [All];

    private protected override void Process()
    {
        var request = CreateRequest(this) with { Phases = [.. ExpandNames(Name, () => CertificateNameCompleter.Creatable, "certificates").Select(name => name == All ? CertsPhase.PhaseName : $"{CertsPhase.PhaseName}/{name}")] };
        if (ShouldRun(request, "Make certificates", string.Join(", ", Name)))
        {
            var made = RunEngine((engine, token) => new InitWorkflow(engine.Ports, engine.Observer).EnsureCertificatesAsync(request, token));
            WriteObject(made, enumerateCollection: true);
        }
    }
}
