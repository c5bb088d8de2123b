using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Serialization.Api;

/// <summary>
/// Reads and writes documents whose classes carry <see cref="ApiDocumentAttribute"/> and whose properties carry <see cref="ApiFieldAttribute"/>,
/// by the rules of Kubernetes' own serializers. Other properties are no part of the document.
/// </summary>
public static class ApiSerializer
{
    /// <summary>Writes an object, with <c>apiVersion</c> and <c>kind</c> if it is a document.</summary>
    public static JsonObject ToJson(object document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return ApiEncoder.Encode(document);
    }

    /// <summary>Writes an object as YAML.</summary>
    public static string ToYaml(object document) => KubeYaml.Write(ToJson(document));

    /// <summary>
    /// Reads a document. Names of fields are case-sensitive, values are never converted from one type to another,
    /// and null leaves a field at its default.
    /// </summary>
    /// <typeparam name="T">The document's class.</typeparam>
    /// <param name="json">The document. Its <c>apiVersion</c> and <c>kind</c> are not compared.</param>
    /// <param name="lineOf">The line of a field's path, for the findings; <see cref="YamlDocument.LineOf"/>.</param>
    public static DecodeResult<T> Decode<T>(JsonObject json, Func<string, int?>? lineOf = null)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(json);
        var document = new T();
        var decoder = new ApiDecoder(lineOf);
        decoder.Fill(document, json, "", isDocument: true);
        return new(document, decoder.Findings);
    }

    /// <summary>Creates a deep copy of all that belongs to the document; other properties of the copy have their defaults.</summary>
    public static T Clone<T>(T document)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(document);
        return ApiCloner.Clone(document);
    }
}
