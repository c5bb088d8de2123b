using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>One document of a YAML text, as the JSON value that Kubernetes makes of it, with the lines its fields stand on.</summary>
public sealed class YamlDocument
{
    private readonly IReadOnlyDictionary<string, int> _lines;

    internal YamlDocument(JsonNode? root, string text, int line, IReadOnlyDictionary<string, int> lines, IReadOnlyList<Finding> findings)
    {
        Root = root;
        Text = text;
        Line = line;
        _lines = lines;
        Findings = findings;
    }

    /// <summary>The value; null when the document is <c>null</c> or holds nothing but comments.</summary>
    public JsonNode? Root { get; }

    /// <summary>The document as it is written.</summary>
    internal string Text { get; }

    /// <summary>The line of the text on which the document starts, from 1.</summary>
    public int Line { get; }

    /// <summary>What a strict reader objects to: keys that are set more than once. All are <see cref="Finding.IsStrict"/>.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>
    /// The line from which nothing was read, or null when all was. Kubernetes' tools read the first value of a document and pass over
    /// what follows without being part of it, such as lines that are indented less than the first.
    /// </summary>
    public int? UnreadLine { get; internal init; }

    /// <summary>
    /// The line of a field, from 1, or null where there is no such field.
    /// A field's path is <c>bootstrapTokens[0].ttl</c>; the empty path is the document.
    /// </summary>
    public int? LineOf(string fieldPath) => _lines.TryGetValue(fieldPath, out var line) ? line : null;
}
