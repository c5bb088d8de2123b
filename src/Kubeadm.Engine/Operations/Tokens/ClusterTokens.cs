using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Tokens;

namespace Kubeadm.Engine.Operations.Tokens;

/// <summary>Creates, lists and removes bootstrap tokens, as <c>kubeadm token</c> does.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
public sealed class ClusterTokens(EnginePorts ports, IEngineObserver observer)
{
    /// <summary>Generates tokens without telling any cluster of them.</summary>
    public static IReadOnlyList<KubeToken> Generate(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => BootstrapTokenText.Generate()).Select(text => new KubeToken(text.Text))];

    /// <summary>Creates the tokens that are asked for; none when one of them exists already.</summary>
    /// <exception cref="KubeadmException">
    /// <c>InvalidToken</c>, <c>InvalidConfiguration</c>, <c>TokenExists</c>, <c>KubeconfigNotFound</c>, and those of requests.
    /// </exception>
    public async Task<IReadOnlyList<KubeToken>> CreateAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var loaded = await ConfigurationLoader.LoadTokensAsync(request.Configuration, request.Flags, ports.Node, cancellationToken);
        observer.Warn(loaded.Findings);
        using var access = ClusterAccess.Open(ports, request.Kubeconfig, ApiRetry.DefaultTimeout, request.DryRun, form: request.DryRunForm, cancellationToken: cancellationToken);
        return await CreateAsync(access, loaded.Configuration, cancellationToken);
    }

    /// <summary>Looks through what is asked for, without a cluster.</summary>
    /// <exception cref="KubeadmException"><c>InvalidToken</c>, <c>InvalidConfiguration</c>.</exception>
    public async Task CheckAsync(TokenRequest request, CancellationToken cancellationToken) =>
        await ConfigurationLoader.LoadTokensAsync(request.Configuration, request.Flags, ports.Node, cancellationToken);

    /// <summary>Puts tokens in the place of those that have their identifiers.</summary>
    /// <exception cref="KubeadmException"><c>InvalidToken</c>, <c>InvalidConfiguration</c>, <c>KubeconfigNotFound</c>, and those of requests.</exception>
    public async Task<IReadOnlyList<Change>> ReplaceAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var loaded = await ConfigurationLoader.LoadTokensAsync(request.Configuration, request.Flags, ports.Node, cancellationToken);
        using var access = ClusterAccess.Open(ports, request.Kubeconfig, ApiRetry.DefaultTimeout, request.DryRun, form: request.DryRunForm, cancellationToken: cancellationToken);
        return await new BootstrapTokens(access.Objects).ReplaceAsync(loaded.Configuration, cancellationToken);
    }

    /// <summary>Lists the tokens of the cluster. Secrets that look like tokens and are none are told of as warnings.</summary>
    /// <param name="kubeconfig">The kubeconfig's path; null means the one that kubeadm finds.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="KubeadmException"><c>KubeconfigNotFound</c>, and those of requests.</exception>
    public async Task<IReadOnlyList<KubeToken>> ListAsync(string? kubeconfig, CancellationToken cancellationToken)
    {
        using var access = ClusterAccess.Open(ports, kubeconfig, TimeSpan.Zero, cancellationToken: cancellationToken);
        var (tokens, problems) = await new BootstrapTokens(access.Objects).ListAsync(cancellationToken);
        foreach (var problem in problems)
        {
            observer.Warning(problem);
        }

        var now = ports.Node.Clock.GetUtcNow();
        return [.. tokens.Select(token => KubeTokens.Describe(token, now))];
    }

    /// <summary>Removes a token by its identifier or by the whole token.</summary>
    /// <param name="idOrToken">The identifier, or the token.</param>
    /// <param name="kubeconfig">The kubeconfig's path; null means the one that kubeadm finds.</param>
    /// <param name="dryRun">Whether nothing is really written.</param>
    /// <param name="form">How a dry run shows what would have been written.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="KubeadmException"><c>InvalidToken</c>, <c>KubeconfigNotFound</c>, and those of requests.</exception>
    public async Task<Change> DeleteAsync(string idOrToken, string? kubeconfig, bool dryRun, DryRunForm form, CancellationToken cancellationToken)
    {
        var id = BootstrapTokenText.IdOf(idOrToken);
        using var access = ClusterAccess.Open(ports, kubeconfig, TimeSpan.Zero, dryRun, form: form, cancellationToken: cancellationToken);
        var change = await new BootstrapTokens(access.Objects).DeleteAsync(id, cancellationToken);
        access.TellWrites(observer);
        observer.Info($"bootstrap token \"{id}\" deleted");
        return change;
    }

    internal async Task<IReadOnlyList<KubeToken>> CreateAsync(ClusterAccess access, IReadOnlyList<BootstrapToken> tokens, CancellationToken cancellationToken)
    {
        var changes = await new BootstrapTokens(access.Objects).CreateAsync(tokens, cancellationToken);
        foreach (var change in changes)
        {
            observer.Verbose(change.ToString());
        }

        access.TellWrites(observer);
        var now = ports.Node.Clock.GetUtcNow();
        return [.. tokens.Select(token => KubeTokens.Describe(token, now))];
    }
}
