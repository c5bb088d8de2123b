using System.Globalization;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Patches;

/// <summary>A place in a document that a JSON pointer (RFC 6901) names: a field of an object or an element of a list, there or not.</summary>
internal readonly struct JsonPointer
{
    private readonly JsonNode _container;
    private readonly string _key;
    private readonly string _path;
    private readonly int _depth;

    /// <param name="container">The object or list that holds the place.</param>
    /// <param name="key">The field or index.</param>
    /// <param name="path">The whole pointer, for messages.</param>
    /// <param name="depth">How many values are around the place.</param>
    private JsonPointer(JsonNode container, string key, string path, int depth)
    {
        _container = container;
        _key = key;
        _path = path;
        _depth = depth;
    }

    /// <summary>Finds the place that a pointer names. Everything above it must be there.</summary>
    public static JsonPointer Find(JsonNode root, string path)
    {
        var parts = path.Split('/');
        if (parts.Length < 2)
        {
            throw PatchErrors.NotAPointer(path);
        }

        var container = root;
        path = Excerpt.Of(path);
        for (var i = 1; i < parts.Length - 1; i++)
        {
            var part = parts[i];
            container = new JsonPointer(container, Decode(part), path, i).Get() is { } next and (JsonObject or JsonArray)
                ? next
                : throw PatchErrors.NoWay(path, part);
        }

        return new JsonPointer(container, Decode(parts[^1]), path, parts.Length - 1);
    }

    /// <summary>The value; null also for a field that is missing.</summary>
    public JsonNode? Get() => _container is JsonArray list ? list[Existing(list)] : _container[_key];

    /// <summary>Replaces what is there with a value.</summary>
    public void Set(JsonNode? value)
    {
        JsonSize.RequireDepth(value, _depth);
        if (_container is JsonArray list)
        {
            list[Existing(list)] = value;
        }
        else
        {
            _container[_key] = value;
        }
    }

    /// <summary>Sets a field, or inserts an element before the one that is there; <c>-</c> is the end of the list.</summary>
    public void Add(JsonNode? value)
    {
        JsonSize.RequireDepth(value, _depth);
        if (_container is not JsonArray list)
        {
            _container[_key] = value;
        }
        else if (_key == "-")
        {
            list.Add(value);
        }
        else
        {
            list.Insert(Index(list.Count + 1), value);
        }
    }

    /// <summary>Removes the field or element, which must be there.</summary>
    public void Remove()
    {
        if (_container is JsonArray list)
        {
            list.RemoveAt(Existing(list));
        }
        else if (!_container.AsObject().Remove(_key))
        {
            throw PatchErrors.NothingThere(_path);
        }
    }

    private static string Decode(string token) =>
        token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private int Existing(JsonArray list) => Index(list.Count);

    private int Index(int count)
    {
        if (!int.TryParse(_key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            throw PatchErrors.NotAnIndex(_path, _key);
        }

        if (index < -count || index >= count)
        {
            throw PatchErrors.NoElement(_path, index);
        }

        return index < 0 ? index + count : index;
    }
}
