using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Patches;

/// <summary>The elements of a list by what tells them apart: the field that is the list's key, or for a list of scalars they themselves.</summary>
internal sealed class ElementKeys
{
    private readonly Dictionary<(JsonType, string), int> _positions = [];
    private readonly string? _key;
    private readonly PatchException? _problem;
    private readonly bool _isEmpty;

    /// <summary>Indexes the elements up to the first that lacks its key.</summary>
    /// <param name="items">The elements.</param>
    /// <param name="key">The list's key; null for a list of scalars.</param>
    public ElementKeys(IReadOnlyList<JsonNode?> items, string? key)
    {
        _key = key;
        _isEmpty = items.Count == 0;
        for (var i = 0; i < items.Count; i++)
        {
            try
            {
                if (IdentityOf(items[i], key) is { } identity)
                {
                    _positions.TryAdd(identity, i);
                }
            }
            catch (PatchException problem)
            {
                // It is one only for an element that is none of those before it.
                _problem = problem;
                return;
            }
        }
    }

    /// <summary>The first position of an element that is the same by its key; -1 when there is none.</summary>
    /// <exception cref="PatchException">The element, or one that it is compared with, lacks its key.</exception>
    public int IndexOf(JsonNode? item)
    {
        if (_isEmpty)
        {
            return -1;
        }

        var identity = IdentityOf(item, _key);
        return identity is { } known && _positions.TryGetValue(known, out var position) ? position
            : _problem is null ? -1
            : throw _problem;
    }

    /// <summary>The value of an element's key.</summary>
    /// <exception cref="PatchException">The element is not an object or lacks its key.</exception>
    public static JsonNode? KeyOf(JsonNode? item, string key) =>
        item is JsonObject fields && fields.TryGetPropertyValue(key, out var value)
            ? value
            : throw PatchErrors.KeyMissing(key, item);

    /// <summary>What tells an element from others; null for one that is like no other.</summary>
    /// <exception cref="PatchException">The element lacks its key.</exception>
    private static (JsonType Type, string Text)? IdentityOf(JsonNode? item, string? key) => key is null
        ? JsonValues.IdentityOf(item)
        : JsonValues.IdentityOf(KeyOf(item, key)) ?? throw PatchErrors.KeyNotScalar(key, item);
}
