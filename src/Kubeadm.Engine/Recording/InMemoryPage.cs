using System.Globalization;
using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Recording;

/// <summary>
/// A page of a list, as API servers hand out long ones
/// (https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks). Its token is the place where the
/// next page begins; objects that come or go meanwhile shift what is on it, which a real server prevents.
/// </summary>
internal static class InMemoryPage
{
    /// <summary>Makes one.</summary>
    /// <param name="all">All objects of the list.</param>
    /// <param name="apiVersion">Their version of the API.</param>
    /// <param name="version">The version of the latest change.</param>
    /// <param name="size">The most objects that a page has; null means all.</param>
    /// <param name="after">The token of the page before; null for the first.</param>
    public static JsonObject Of(IReadOnlyList<JsonObject> all, string apiVersion, string version, int? size, string? after)
    {
        var start = int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0;
        var items = all.Skip(start).Take(size ?? all.Count).ToList();
        var metadata = new JsonObject { ["resourceVersion"] = version };
        if (start + items.Count < all.Count)
        {
            metadata["continue"] = (start + items.Count).ToString(CultureInfo.InvariantCulture);
            metadata["remainingItemCount"] = all.Count - start - items.Count;
        }

        return new JsonObject
        {
            ["kind"] = items.Count > 0 ? (string?)items[0]["kind"] + "List" : "List",
            ["apiVersion"] = apiVersion,
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]),
        };
    }
}
