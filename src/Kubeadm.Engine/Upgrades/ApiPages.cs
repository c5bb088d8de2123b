using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Upgrades;

/// <summary>Reads lists that grow with the cluster page by page, so that no answer is larger than one page.</summary>
internal static class ApiPages
{
    /// <summary>Objects in a page; kubectl asks for as many.</summary>
    public const int Size = 500;

    /// <summary>All objects of a list.</summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="action">What is tried, to follow "cannot" in an error.</param>
    /// <param name="read">Reads the page that a token of the one before leads to; null for the first.</param>
    /// <param name="itemsOf">The objects of a page.</param>
    /// <param name="metadataOf">The page's metadata.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<IReadOnlyList<TItem>> ReadAsync<TList, TItem>(
        ApiObjects objects,
        string action,
        Func<string?, CancellationToken, Task<TList>> read,
        Func<TList, IList<TItem>> itemsOf,
        Func<TList, V1ListMeta?> metadataOf,
        CancellationToken cancellationToken)
    {
        var all = new List<TItem>();
        string? token = null;
        do
        {
            var page = await objects.Retry.RunAsync(action, ct => read(token, ct), cancellationToken);
            all.AddRange(itemsOf(page));
            token = metadataOf(page)?.ContinueProperty;
        }
        while (!string.IsNullOrEmpty(token));

        return all;
    }
}
