using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Operations.Tokens;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Values;

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
        CheckLife(wanted, request.Flags.Ttl ?? StaticDefaults.TokenLifetime);
        return found.Found is null
            ? Step($"Create bootstrap token {id}", request, token => _tokens.CreateAsync(request, token))
            : Step($"Replace bootstrap token {id} ({string.Join(", ", differences)})", request, token => _tokens.ReplaceAsync(request, token));
    }

    /// <summary>What would be written is looked through in a preview too: so it fails where the change itself would.</summary>
    private ResourceStep Step(string line, TokenRequest request, Func<CancellationToken, Task> run) => ResourceStep.Of([line], run) with
    {
        PreviewAsync = async token =>
        {
            await _tokens.CheckAsync(request, token);
            return [line];
        },
    };

    /// <summary>Refuses a token that would be replaced at each look, and never be as wanted.</summary>
    private void CheckLife(KubeTokenState wanted, TimeSpan life)
    {
        if (life > TimeSpan.Zero && NeededOf(wanted) >= life)
        {
            throw DesiredStateErrors.Invalid(
                Name, nameof(KubeTokenState.RenewBefore), $"\"{wanted.RenewBefore}\" is no less than the {GoDuration.Format(life)} for which the token lives", "Give less, or a longer Ttl.");
        }
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
            Usages = IsGiven(wanted.Usages) ? wanted.Usages : found?.Usages,
            Groups = IsGiven(wanted.Groups) ? wanted.Groups : found?.Groups,
            Description = wanted.Description ?? found?.Description,
        },
    };

    private bool Lasts(KubeTokenState wanted, KubeToken token)
    {
        if (StateProperties.DurationOf(Name, nameof(KubeTokenState.Ttl), wanted.Ttl) is { } life && (life == TimeSpan.Zero) != token.TimeLeft is null)
        {
            return false;
        }

        return token.TimeLeft is not { } left || (left > TimeSpan.Zero && left >= NeededOf(wanted));
    }

    private TimeSpan NeededOf(KubeTokenState wanted) =>
        StateProperties.DurationOf(Name, nameof(KubeTokenState.RenewBefore), wanted.RenewBefore) ?? TimeSpan.Zero;

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

    /// <summary>An empty list is one that is not given, as for kubeadm, which puts its defaults in its place.</summary>
    private static bool IsGiven(KubeList<string>? wanted) => wanted is { Count: > 0 };

    private static bool Differ(KubeList<string>? wanted, KubeList<string> found) => IsGiven(wanted) && !wanted!.ToHashSet(StringComparer.Ordinal).SetEquals(found);
}
