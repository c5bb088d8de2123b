using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>YAML as Kubernetes reads and writes it (sigs.k8s.io/yaml over YAML 1.1).</summary>
public static class KubeYaml
{
    /// <summary>
    /// The largest text that <see cref="ReadDocuments(string)"/> takes, in characters: the request limit of the Kubernetes API,
    /// which any document for a cluster has to fit in anyhow.
    /// </summary>
    public const int MaximumLength = 3 * 1024 * 1024;

    /// <summary>Writes a value with sorted keys, byte for byte as Kubernetes' tools do; ends with a line break.</summary>
    /// <param name="value">The value; null is written as <c>null</c>.</param>
    public static string Write(JsonNode? value)
    {
        var emitter = new YamlEmitter();
        emitter.WriteDocument(value);
        return emitter.ToString();
    }

    /// <summary>Reads every document of a file's content, as <see cref="ReadDocuments(string)"/> does.</summary>
    /// <param name="content">UTF-8, or UTF-16 with a byte order mark.</param>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: it is not well-formed Unicode, and those of the text.</exception>
    public static IReadOnlyList<YamlDocument> ReadDocuments(byte[] content) => ReadDocuments(DecodeText(content));

    /// <summary>Decodes a file's content.</summary>
    /// <param name="content">UTF-8, or UTF-16 with a byte order mark.</param>
    /// <exception cref="KubeadmException">
    /// <c>InvalidConfiguration</c>: it is not well-formed Unicode. kubeadm refuses it too. The message names the line.
    /// </exception>
    public static string DecodeText(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return YamlText.Decode(content);
    }

    /// <summary>
    /// Reads every document of a text. Lines that are <c>---</c> part the documents before any YAML is looked at,
    /// as Kubernetes does; parts without a character between two such lines are left out.
    /// JSON is YAML too.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <exception cref="KubeadmException">
    /// <c>InvalidConfiguration</c>: the text is not YAML, has a character that YAML does not allow, or is longer, deeper or larger than
    /// any document of Kubernetes, with its aliases followed. The message names the line.
    /// </exception>
    public static IReadOnlyList<YamlDocument> ReadDocuments(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaximumLength)
        {
            throw YamlErrors.TextTooLong(text.Length);
        }

        YamlText.Check(text);
        var budget = new YamlBudget();
        return [.. YamlDocumentSplitter.Split(text).Select(part => new YamlDocumentReader(part, budget).Read())];
    }
}
