using k8s.Models;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>
/// Reads lists to their end: an API server, or what stands before it, may hand them out in pages (Kubernetes API concepts, "Retrieving large
/// results sets in chunks").
/// </summary>
internal static class ApiPages
{
    /// <summary>More than any list has that is read here; with it a server that always has one page more is let go.</summary>
    private const int MostPages = 64;

    /// <summary>How many objects a page has of lists that grow with the cluster; kubectl asks for as many.</summary>
    public const int Size = 500;

    /// <summary>Reads a list.</summary>
    /// <param name="what">What is listed, to follow "cannot".</param>
    /// <param name="read">Reads the page that a token of the page before stands for; the first one's is null.</param>
    /// <exception cref="KubeadmException"><c>ApiAnswerInvalid</c>: the list does not come to its end.</exception>
    public static async Task<IReadOnlyList<TItem>> ReadAsync<TList, TItem>(string what, Func<string?, Task<TList>> read)
        where TList : IItems<TItem>, IMetadata<V1ListMeta>
    {
        var items = new List<TItem>();
        await ForEachAsync(what, async token =>
        {
            var page = await read(token);
            items.AddRange(page.Items ?? []);
            return page.Metadata?.ContinueProperty;
        });
        return items;
    }

    /// <summary>Goes through the pages of a list.</summary>
    /// <param name="what">What is listed, to follow "cannot".</param>
    /// <param name="read">Takes in the page that a token of the page before stands for, and returns the token of the next; null or empty after the last.</param>
    /// <exception cref="KubeadmException"><c>ApiAnswerInvalid</c>: the list does not come to its end.</exception>
    public static async Task ForEachAsync(string what, Func<string?, Task<string?>> read)
    {
        string? token = null;
        for (var page = 0; page < MostPages; page++)
        {
            token = await read(token);
            if (string.IsNullOrEmpty(token))
            {
                return;
            }
        }

        throw ApiErrors.InvalidAnswer($"cannot {what}: the list is not at its end after {MostPages} pages", what);
    }
}
