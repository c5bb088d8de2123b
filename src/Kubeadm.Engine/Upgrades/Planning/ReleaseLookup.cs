using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades.Planning;

/// <summary>Asks the release server which versions there are, all questions at once.</summary>
/// <param name="resolver">The release server.</param>
/// <param name="warn">Receives what could not be looked up.</param>
public sealed class ReleaseLookup(VersionResolver resolver, Action<string> warn)
{
    private const string Stable = "stable";
    private const string Latest = "latest";

    /// <summary>Looks up what concerns a cluster.</summary>
    /// <param name="cluster">The cluster's version.</param>
    /// <param name="withPreviews">Whether previews are of interest.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public async Task<KnownReleases> FindAsync(KubernetesVersion cluster, bool withPreviews, CancellationToken cancellationToken)
    {
        var stable = FindAsync(Stable, cancellationToken);
        var series = FindAsync($"{Stable}-{cluster.Series}", cancellationToken);
        var latest = withPreviews ? await FindAsync(Latest, cancellationToken) : null;
        return new KnownReleases
        {
            Stable = await stable,
            Series = await series,
            Latest = latest,
            Previous = latest is { } newest ? await FindAsync($"{Latest}-{newest.SkewedMinor(-1).Series}", cancellationToken) : null,
        };
    }

    private async Task<KubernetesVersion?> FindAsync(string label, CancellationToken cancellationToken)
    {
        try
        {
            var found = await resolver.ResolveAsync(label, cancellationToken);
            if (!found.IsFallback)
            {
                return KubernetesVersion.Parse(found.Version);
            }

            warn($"the release server did not tell the version '{label}': {found.Cause ?? "it was not asked"}");
        }
        catch (KubeadmException error) when (error.Kind == KubeadmErrorKind.InvalidInput)
        {
            warn($"the release server did not tell the version '{label}': {error.Message}");
        }

        return null;
    }
}
