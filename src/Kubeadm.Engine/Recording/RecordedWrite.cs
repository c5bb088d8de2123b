using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Recording;

/// <summary>The verbs of writes to the Kubernetes API, by its own names.</summary>
public enum ApiVerb
{
    /// <summary>A new object.</summary>
    Create,

    /// <summary>A whole object in place of another.</summary>
    Update,

    /// <summary>A change of an object.</summary>
    Patch,

    /// <summary>The end of an object.</summary>
    Delete,
}

/// <summary>A write that reached an <see cref="InMemoryApiServer"/>.</summary>
/// <param name="Verb">What was done.</param>
/// <param name="Resource">The plural name of the kind: <c>configmaps</c>.</param>
/// <param name="Group">The group and version: <c>core/v1</c>, <c>apps/v1</c>.</param>
/// <param name="Namespace">The namespace; empty for cluster-wide objects.</param>
/// <param name="Name">The object's name.</param>
/// <param name="Object">
/// The object as sent; for a patch the object after it, without what a server adds; for a deletion the object that is gone.
/// May hold secrets.
/// </param>
public sealed record RecordedWrite(ApiVerb Verb, string Resource, string Group, string Namespace, string Name, JsonObject Object)
{
    /// <summary>The patch as sent, for a patch.</summary>
    public JsonNode? Patch { get; init; }

    /// <summary>The name of its file in a dry run's folder, from its place in the order of writes.</summary>
    /// <param name="number">The place, from 1.</param>
    public string FileName(int number)
    {
        var space = Namespace.Length == 0 ? "" : Namespace + "-";
        var name = $"{number:000}-{Verb.ToString().ToLowerInvariant()}-{Resource}-{space}{Name}.yaml";

        // Names of roles hold colons, which not every file system takes.
        return name.Replace(':', '_').Replace('/', '_');
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Verb} {Resource} {(Namespace.Length == 0 ? Name : Namespace + "/" + Name)}";
}
