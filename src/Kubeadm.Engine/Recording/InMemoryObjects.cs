using System.Globalization;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Recording;

/// <summary>The objects of an <see cref="InMemoryApiServer"/> and the history of their changes. Callers hold its lock.</summary>
internal sealed class InMemoryObjects(TimeProvider clock)
{
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<InMemoryEvent> _history = [];
    private long _version;

    /// <summary>The version of the latest change.</summary>
    public string Version => Text(_version);

    public JsonObject? Find(ApiPath path) => _objects.GetValueOrDefault(Key(path));

    /// <summary>The objects of a collection; all namespaces when the path names none.</summary>
    public IEnumerable<JsonObject> List(ApiPath path)
    {
        var prefix = Prefix(path) + (path.Namespace.Length > 0 ? path.Namespace + "/" : "");
        return _objects.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => entry.Value);
    }

    /// <summary>Changes of a collection after a version, oldest first.</summary>
    public IReadOnlyList<InMemoryEvent> EventsAfter(ApiPath path, long version) =>
        [.. _history.Where(e => e.Version > version && e.Prefix == Prefix(path) && (path.Namespace.Length == 0 || e.Namespace == path.Namespace))];

    /// <summary>Stores a new object with what the server adds: uid, creation time, version.</summary>
    public JsonObject Add(ApiPath path, JsonObject value)
    {
        var metadata = value["metadata"]!.AsObject();
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = JsonForms.Time(clock.GetUtcNow());
        return Keep(path, value, "ADDED");
    }

    /// <summary>Stores an object of another server as it is.</summary>
    public void Import(ApiPath path, JsonObject value)
    {
        value["metadata"]!["resourceVersion"] ??= Text(++_version);
        _objects[Key(path)] = value;
    }

    /// <summary>Replaces an object, whose uid and creation time stay.</summary>
    public JsonObject Replace(ApiPath path, JsonObject wanted)
    {
        var before = Find(path)!["metadata"]!;
        var metadata = wanted["metadata"]!.AsObject();
        foreach (var field in new[] { "uid", "creationTimestamp" })
        {
            metadata.Remove(field);
            if (before[field] is { } value)
            {
                metadata[field] = value.DeepClone();
            }
        }

        return Keep(path, wanted, "MODIFIED");
    }

    public JsonObject Remove(ApiPath path)
    {
        var gone = Find(path)!;
        _objects.Remove(Key(path));
        _history.Add(new InMemoryEvent(++_version, "DELETED", Prefix(path), path.Namespace, gone));
        return gone;
    }

    /// <summary>A copy of an object as a request brings it, with what the request's path says of it.</summary>
    public static JsonObject Filled(ApiPath path, JsonObject body)
    {
        var kept = body.DeepClone().AsObject();
        kept["apiVersion"] ??= path.ApiVersion;
        if (path.Namespace.Length > 0)
        {
            kept["metadata"]!["namespace"] = path.Namespace;
        }

        return kept;
    }

    private JsonObject Keep(ApiPath path, JsonObject value, string what)
    {
        value["metadata"]!["resourceVersion"] = Text(++_version);
        _objects[Key(path)] = value;
        _history.Add(new InMemoryEvent(_version, what, Prefix(path), path.Namespace, value.DeepClone().AsObject()));
        return value;
    }

    private static string Prefix(ApiPath path) => $"{path.Group}/{path.Resource}/";

    private static string Key(ApiPath path) => $"{Prefix(path)}{path.Namespace}/{path.Name}";

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A change of an object, as a watch reports it.</summary>
internal sealed record InMemoryEvent(long Version, string Type, string Prefix, string Namespace, JsonObject Object);
