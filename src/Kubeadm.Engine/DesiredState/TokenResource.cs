using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Operations.Tokens;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.DesiredState;

/// <summary>Bootstrap tokens of a cluster.</summary>
/// <param name="name">The kind's name.</param>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
internal sealed class TokenResource(string name, EnginePorts ports, IEngineObserver observer) : DesiredResource<KubeTokenState>(name)
{
    private readonly ClusterTokens _tokens = new(ports, observer);

    /// <inheritdoc/>
    protected override async Task<KubeTokenState> ReadAsync(KubeTokenState wanted, CancellationToken cancellationToken)
    {
        var id = IdOf(wanted);
        var found = (await ListAsync(wanted, cancellationToken)).FirstOrDefault(token => token.Id == id);
        return found is null ? new() { TokenId = id, Kubeconfig = wanted.Kubeconfig, Exist = false } : Describe(found, wanted);
    }

    /// <inheritdoc/>
    protected override async Task<IEnumerable<KubeTokenState>> FindAllAsync(KubeTokenState filter, CancellationToken cancellationToken) =>
        (await ListAsync(filter, cancellationToken))
            .Where(token => filter.TokenId is null or "" || token.Id == filter.TokenId).Select(token => Describe(token, filter));

    /// <inheritdoc/>
    protected override IEnumerable<string> CompareProperties(KubeTokenState wanted, KubeTokenState found)
    {
        var token = found.Found!;
        if (wanted.Token is { } secret && Secret.Reveal(secret) != token.PlainToken)
        {
            yield return nameof(KubeTokenState.Token);
        }

        if (!Lasts(wanted, token))
        {
            yield return nameof(KubeTokenState.Expires);
        }

        if (Differ(wanted.Usages, token.Usages))
        {
            yield return nameof(KubeTokenState.Usages);
        }

        if (Differ(wanted.Groups, token.Groups))
        {
            yield return nameof(KubeTokenState.Groups);
        }

        if (wanted.Description is not null && wanted.Description != token.Description)
        {
            yield return nameof(KubeTokenState.Description);
        }
    }

    /// <inheritdoc/>
    protected override ResourceStep Plan(KubeTokenState wanted, KubeTokenState found, IReadOnlyList<string> differences)
    {
        var id = found.TokenId!;
        if (!wanted.IsWanted)
        {
            return ResourceStep.Of(
                [$"Remove bootstrap token {id}"], token => _tokens.DeleteAsync(id, wanted.Kubeconfig, dryRun: false, DryRunForm.Folders, token));
        }

        var request = CreateRequest(wanted, found.Found);
        return found.Found is null
            ? ResourceStep.Of([$"Create bootstrap token {id}"], token => _tokens.CreateAsync(request, token))
            : ResourceStep.Of([$"Replace bootstrap token {id} ({string.Join(", ", differences)})"], token => _tokens.ReplaceAsync(request, token));
    }

    /// <summary>The tokens of the cluster; none where there is no kubeconfig yet, so that a state can be compared before there is a cluster.</summary>
    private async Task<IReadOnlyList<KubeToken>> ListAsync(KubeTokenState wanted, CancellationToken cancellationToken)
    {
        try
        {
            return await _tokens.ListAsync(wanted.Kubeconfig, cancellationToken);
        }
        catch (KubeadmException error) when (error.ErrorId == KubeconfigErrors.NotFoundId)
        {
            observer.Warning($"{error.Message}: there are no tokens without a cluster.");
            return [];
        }
    }

    private TokenRequest CreateRequest(KubeTokenState wanted, KubeToken? found) => new()
    {
        Kubeconfig = wanted.Kubeconfig,
        Flags = new TokenFlags
        {
            Tokens = [Secret.Reveal(wanted.Token) ?? found?.PlainToken ?? throw Missing(nameof(KubeTokenState.Token), "and there is no such token in the cluster whose secret could be kept")],
            Ttl = StateProperties.DurationOf(Name, nameof(KubeTokenState.Ttl), wanted.Ttl) ?? (found is not null && Lasts(wanted, found) ? found.TimeLeft ?? TimeSpan.Zero : null),
            Usages = wanted.Usages ?? found?.Usages,
            Groups = wanted.Groups ?? found?.Groups,
            Description = wanted.Description ?? found?.Description,
        },
    };

    private bool Lasts(KubeTokenState wanted, KubeToken token)
    {
        if (StateProperties.DurationOf(Name, nameof(KubeTokenState.Ttl), wanted.Ttl) is { } life && (life == TimeSpan.Zero) != token.TimeLeft is null)
        {
            return false;
        }

        var needed = StateProperties.DurationOf(Name, nameof(KubeTokenState.RenewBefore), wanted.RenewBefore) ?? TimeSpan.Zero;
        return token.TimeLeft is not { } left || (left > TimeSpan.Zero && left >= needed);
    }

    /// <summary>The identifier, which the token says too.</summary>
    private string IdOf(KubeTokenState wanted)
    {
        var ofToken = wanted.Token is { } token ? BootstrapTokenText.Parse(Secret.Reveal(token)).Id : null;
        if (wanted.TokenId is not { Length: > 0 } id)
        {
            return ofToken ?? throw Missing(nameof(KubeTokenState.TokenId), "which says which token is meant");
        }

        return ofToken is null || ofToken == id
            ? BootstrapTokenText.IdOf(id)
            : throw DesiredStateErrors.Invalid(Name, nameof(KubeTokenState.TokenId), $"\"{id}\" is not the identifier of the token, which is {ofToken}", "Leave one of them out.");
    }

    private static KubeTokenState Describe(KubeToken token, KubeTokenState wanted) => new()
    {
        TokenId = token.Id,
        Kubeconfig = wanted.Kubeconfig,
        Usages = token.Usages,
        Groups = token.Groups,
        Description = token.Description,
        Expires = token.Expires,
        Exist = true,
        Found = token,
    };

    private static bool Differ(KubeList<string>? wanted, KubeList<string> found) => wanted is not null && !wanted.ToHashSet(StringComparer.Ordinal).SetEquals(found);
}
