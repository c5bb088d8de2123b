using System.Management.Automation;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Operations.Tokens;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Reporting;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Removes bootstrap tokens from a cluster, as <c>kubeadm token delete</c> does.</summary>
[Cmdlet(VerbsCommon.Remove, "KubeToken", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Change))]
public sealed class RemoveKubeTokenCommand : KubeadmCommand
{
    /// <summary>Identifiers of tokens, or whole tokens.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Token")]
    [ArgumentCompleter(typeof(TokenIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>The kubeconfig for talking to the cluster.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>Does everything but the doing.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <summary>Has a dry run print what would be written and leave its files as kubeadm does: by their names in one folder.</summary>
    [Parameter]
    public SwitchParameter DryRunAsKubeadm { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var given in Id)
        {
            try
            {
                var id = BootstrapTokenText.IdOf(given);
                if (DryRun || ShouldProcess(id, "Remove bootstrap token"))
                {
                    WriteObject(Remove(id));
                }
            }
            catch (KubeadmException error)
            {
                // One token of many that is not there does not end the pipeline.
                WriteError(EngineErrors.ToRecord(error));
            }
        }
    }

    private Change Remove(string id)
    {
        var kubeconfig = ResolveOptionalPath(Kubeconfig);
        return TryEngine((observer, token) => new ClusterTokens(EnginePorts.CreateLocal(), observer).DeleteAsync(id, kubeconfig, DryRun, DryRunAsKubeadm ? DryRunForm.Kubeadm : DryRunForm.Folders, token));
    }
}
