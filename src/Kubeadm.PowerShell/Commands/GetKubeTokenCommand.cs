using System.Management.Automation;
using Kubeadm.Engine.Operations.Tokens;
using Kubeadm.PowerShell.Completers;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Lists the bootstrap tokens of a cluster, as <c>kubeadm token list</c> does.</summary>
[Cmdlet(VerbsCommon.Get, "KubeToken")]
[OutputType(typeof(KubeToken))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class GetKubeTokenCommand : KubeadmCommand, IDynamicParameters
{
    /// <summary>Identifiers of tokens; wildcards too.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TokenIdCompleter))]
    [SupportsWildcards]
    public string[] Id { get; set; } = ["*"];

    /// <summary>Only tokens that have ended.</summary>
    [Parameter]
    public SwitchParameter Expired { get; set; }

    /// <summary>The kubeconfig for talking to the cluster.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>Returns the tokens as text, which JSON, CSV and lists then show.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Process()
    {
        var kubeconfig = ResolveOptionalPath(Kubeconfig);
        var tokens = RunEngine((engine, token) => new ClusterTokens(engine.Ports, engine.Observer).ListAsync(kubeconfig, token));
        foreach (var id in Id)
        {
            var pattern = WildcardPattern.Get(id, WildcardOptions.IgnoreCase);
            var found = tokens.Where(token => pattern.IsMatch(token.Id)).ToList();
            WriteObject(found.Where(token => !Expired || token.IsExpired).Select(token => TokenView.Of(token, AsPlainText)), enumerateCollection: true);
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(id))
            {
                WriteError(new ErrorRecord(new ItemNotFoundException("The cluster has no bootstrap token with that identifier."), "TokenNotFound", ErrorCategory.ObjectNotFound, null));
            }
        }
    }
}
