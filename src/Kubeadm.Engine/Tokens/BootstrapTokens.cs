using k8s;
using k8s.Models;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Tokens;

/// <summary>The bootstrap tokens of a cluster.</summary>
/// <param name="objects">The cluster.</param>
public sealed class BootstrapTokens(ApiObjects objects)
{

    /// <summary>Creates the tokens, or brings those that exist to what is wanted, as <c>init</c> does.</summary>
    /// <remarks>
    /// A time to live counts from now, so taken literally every run would change the Secret. One that is otherwise as wanted and
    /// still has at least half of its time is left alone.
    /// </remarks>
    public async Task<IReadOnlyList<Change>> EnsureAsync(IEnumerable<BootstrapToken> tokens, CancellationToken cancellationToken)
    {
        var changes = new List<Change>();
        foreach (var token in tokens)
        {
            var now = objects.Retry.Clock.GetUtcNow();
            var secret = BootstrapTokenSecret.From(token, now);
            var live = token is { Expires: null, Ttl: { } ttl } && ttl > TimeSpan.Zero
                ? await objects.FindAsync<V1Secret>(ClusterNamespaces.System, secret.Metadata.Name, cancellationToken)
                : null;
            if (live is not null && StillGood(live, now, token.Ttl!.Value))
            {
                secret.Data[BootstrapTokenSecret.ExpirationKey] = live.Data[BootstrapTokenSecret.ExpirationKey];
            }

            changes.Add(await objects.EnsureAsync(secret, EnsureMode.CreateOrUpdate, cancellationToken));
        }

        return changes;
    }

    /// <summary>Creates a token that must not exist yet.</summary>
    /// <exception cref="KubeadmException"><c>TokenExists</c>, and those of requests.</exception>
    public async Task<Change> CreateAsync(BootstrapToken token, CancellationToken cancellationToken) =>
        (await CreateAsync([token], cancellationToken))[0];

    /// <summary>Creates tokens that must not exist yet; none is made when one of them does.</summary>
    /// <exception cref="KubeadmException"><c>TokenExists</c>, and those of requests.</exception>
    public async Task<IReadOnlyList<Change>> CreateAsync(IReadOnlyCollection<BootstrapToken> tokens, CancellationToken cancellationToken)
    {
        var now = objects.Retry.Clock.GetUtcNow();
        var secrets = tokens.Select(token => BootstrapTokenSecret.From(token, now)).ToList();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in secrets.Select(secret => secret.Metadata.Name))
        {
            if (!names.Add(name) || await objects.FindAsync<V1Secret>(ClusterNamespaces.System, name, cancellationToken) is not null)
            {
                throw TokenErrors.TokenExists(name[BootstrapTokenText.SecretPrefix.Length..]);
            }
        }

        var changes = new List<Change>();
        foreach (var secret in secrets)
        {
            changes.Add(await objects.EnsureAsync(secret, EnsureMode.CreateOrUpdate, cancellationToken));
        }

        return changes;
    }

    /// <summary>Puts tokens in the place of those with their identifiers, each with one write: there is no moment without it.</summary>
    /// <exception cref="KubeadmException">Those of requests.</exception>
    public async Task<IReadOnlyList<Change>> ReplaceAsync(IReadOnlyCollection<BootstrapToken> tokens, CancellationToken cancellationToken)
    {
        var changes = new List<Change>();
        foreach (var secret in tokens.Select(token => BootstrapTokenSecret.From(token, objects.Retry.Clock.GetUtcNow())))
        {
            changes.Add(await objects.EnsureAsync(secret, live => live.Data = secret.Data, cancellationToken));
        }

        return changes;
    }

    /// <summary>A token of the cluster by its identifier or by the whole token; null when there is none, or none with that secret.</summary>
    /// <exception cref="KubeadmException"><c>InvalidToken</c>, <c>InvalidTokenSecret</c>, and those of requests.</exception>
    public async Task<BootstrapToken?> FindAsync(string idOrToken, CancellationToken cancellationToken)
    {
        var name = BootstrapTokenText.SecretPrefix + BootstrapTokenText.IdOf(idOrToken);
        var secret = await objects.FindAsync<V1Secret>(ClusterNamespaces.System, name, cancellationToken);
        var token = secret is null ? null : BootstrapTokenSecret.ToToken(secret);
        return BootstrapTokenText.IsId(idOrToken) || token?.Token == idOrToken ? token : null;
    }

    /// <summary>The tokens of the cluster, and why Secrets that look like tokens are none.</summary>
    public async Task<(IReadOnlyList<BootstrapToken> Tokens, IReadOnlyList<string> Problems)> ListAsync(CancellationToken cancellationToken)
    {
        var selector = $"type={BootstrapTokenSecret.SecretType}";
        var secrets = await objects.ListAsync<V1SecretList, V1Secret>(
            "bootstrap tokens",
            (page, ct) => objects.Api.CoreV1.ListNamespacedSecretAsync(
                ClusterNamespaces.System, fieldSelector: selector, continueParameter: page, cancellationToken: ct),
            cancellationToken);
        var tokens = new List<BootstrapToken>();
        var problems = new List<string>();
        foreach (var secret in secrets)
        {
            try
            {
                tokens.Add(BootstrapTokenSecret.ToToken(secret));
            }
            catch (KubeadmException error)
            {
                problems.Add(error.Message);
            }
        }

        return (tokens, problems);
    }

    /// <summary>A token of the cluster that differs from a wanted one in its text alone and has at least half of its time left; null when there is none.</summary>
    public async Task<BootstrapToken?> FindLikeAsync(BootstrapToken wanted, CancellationToken cancellationToken)
    {
        var now = objects.Retry.Clock.GetUtcNow();
        var (tokens, _) = await ListAsync(cancellationToken);
        return tokens.FirstOrDefault(token => token.Description == wanted.Description
            && token.Usages.ToHashSet().SetEquals(wanted.Usages)
            && token.Groups.ToHashSet().SetEquals(wanted.Groups)
            && (wanted.Ttl is not { } ttl || ttl <= TimeSpan.Zero ? token.Expires is null : token.Expires - now >= ttl / 2));
    }

    /// <summary>Removes a token by its identifier or by the whole token.</summary>
    /// <exception cref="KubeadmException"><c>InvalidToken</c>, <c>ApiRequestFailed</c> (there is none), and those of requests.</exception>
    public async Task<Change> DeleteAsync(string idOrToken, CancellationToken cancellationToken)
    {
        var id = BootstrapTokenText.IdOf(idOrToken);
        var name = BootstrapTokenText.SecretPrefix + id;
        await objects.Retry.RunAsync(
            $"delete bootstrap token {id}",
            ct => objects.Api.CoreV1.DeleteNamespacedSecretAsync(name, ClusterNamespaces.System, cancellationToken: ct),
            cancellationToken);
        return new Change(ChangeKind.ApiObject, $"secrets/{ClusterNamespaces.System}/{name}", ChangeAction.Delete);
    }

    private static bool StillGood(V1Secret live, DateTimeOffset now, TimeSpan ttl)
    {
        try
        {
            return BootstrapTokenSecret.Expiration(live) is { } expires && expires - now >= ttl / 2;
        }
        catch (KubeadmException)
        {
            return false;
        }
    }
}
