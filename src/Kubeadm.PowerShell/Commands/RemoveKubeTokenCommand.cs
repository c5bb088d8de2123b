using System.Management.Automation;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Operations.Tokens;
using Kubeadm.PowerShell.Completers;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Removes bootstrap tokens from a cluster, as <c>kubeadm token delete</c> does.</summary>
[Cmdlet(VerbsCommon.Remove, "KubeToken", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Change))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class RemoveKubeTokenCommand : PrintedDryRunCommand, IDynamicParameters
{
    /// <summary>Identifiers of tokens, wildcards too, or whole tokens.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Token")]
    [ArgumentCompleter(typeof(TokenIdCompleter))]
    [SupportsWildcards]
    [SecretTextTransformation]
    public string[] Id { get; set; } = [];

    /// <summary>The kubeconfig for talking to the cluster.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Process()
    {
        var kubeconfig = ResolveOptionalPath(Kubeconfig);
        foreach (var given in ExpandNames(Id, () => IdsIn(kubeconfig), "tokens of the cluster"))
        {
            try
            {
                var id = BootstrapTokenText.IdOf(given);
                if (DryRun || ShouldProcess(id, "Remove bootstrap token"))
                {
                    WriteObject(Remove(id, kubeconfig));
                }
            }
            catch (KubeadmException error)
            {
                // One token of many that is not there does not end the pipeline.
                WriteError(ErrorRecords.ToRecord(error));
            }
        }
    }

    private List<string> IdsIn(string? kubeconfig) => [.. RunEngine((engine, token) =>
        new ClusterTokens(engine.Ports, engine.Observer).ListAsync(kubeconfig, token)).Select(token => token.Id)];

    private Change Remove(string id, string? kubeconfig) => TryEngine((engine, token) =>
        new ClusterTokens(engine.Ports, engine.Observer).DeleteAsync(id, kubeconfig, DryRun, DryRunForm, token));
}
