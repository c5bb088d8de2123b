using System.Collections;
using Kubeadm.Engine.Operations.Tokens;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes identifiers of the cluster's bootstrap tokens, where it answers before a person would notice.</summary>
public sealed class TokenIdCompleter : WordCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound) =>
        Tokens(PathIn(bound, "Kubeconfig")).Select(token => (token.Id, Describe(token)));

    private static IReadOnlyList<KubeToken> Tokens(string? kubeconfig)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var engine = EngineScope.OfThisMachine(SilentObserver.Instance, limit.Token);
            var tokens = new ClusterTokens(engine.Ports, engine.Observer);
            return Task.Run(() => tokens.ListAsync(kubeconfig, limit.Token), limit.Token).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is OperationCanceledException || KubeadmCommand.IsExpected(error))
        {
            // No cluster, no words: completion says nothing of why.
            return [];
        }
    }

    private static string Describe(KubeToken token)
    {
        var end = token.Expires is { } expires ? $"until {expires:u}" : "for ever";
        return token.Description.Length > 0 ? $"{token.Description} ({end})" : $"Valid {end}";
    }
}
