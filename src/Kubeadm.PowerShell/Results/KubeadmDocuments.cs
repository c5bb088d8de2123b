using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Values;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.PowerShell.Results;

/// <summary>Reads documents of kubeadm configurations as objects of PowerShell's, and writes such objects as YAML.</summary>
internal static class KubeadmDocuments
{
    /// <summary>How deep an object may be: more than any configuration has, and an end to objects that hold themselves.</summary>
    private const int MaximumDepth = 32;

    /// <summary>The documents of a text.</summary>
    public static IEnumerable<KubeadmDocument> ReadAll(string yaml) =>
        KubeYaml.ReadDocuments(yaml).Select(document => document.Root).OfType<JsonObject>().Select(root => new KubeadmDocument
        {
            ApiVersion = (string?)root["apiVersion"] ?? "",
            Kind = (string?)root["kind"] ?? "",
            Content = ToObject(root)!,
            Yaml = KubeYaml.Write(root),
        });

    /// <summary>Whether an object is a document of these cmdlets, also one that came by remoting or from a job.</summary>
    public static bool IsDocument(object source) => PSObject.AsPSObject(source) is var document
        && (document.BaseObject is KubeadmDocument
            || (document.BaseObject is PSCustomObject && document.Properties["Yaml"]?.Value is string && document.Properties["Kind"] is not null));

    /// <summary>The YAML of a document, of a hashtable or of an object with Kubernetes' own field names.</summary>
    public static string TextOf(object source)
    {
        if (!IsDocument(source))
        {
            return KubeYaml.Write(ToNode(source, MaximumDepth));
        }

        var properties = PSObject.AsPSObject(source).Properties;
        var yaml = (string)properties["Yaml"].Value;
        var content = ToNode(properties["Content"]?.Value, MaximumDepth);
        var written = KubeYaml.ReadDocuments(yaml) is [var first, ..] ? first.Root : null;

        // Whoever has changed the fields means them; whoever has not, the text, whose lines a finding can name.
        return content is null || JsonNode.DeepEquals(content, written) ? yaml : KubeYaml.Write(content);
    }

    private static object? ToObject(JsonNode? node) => node switch
    {
        JsonObject map => map.Aggregate(new PSObject(), (made, pair) =>
        {
            made.Properties.Add(new PSNoteProperty(pair.Key, ToObject(pair.Value)));
            return made;
        }),
        JsonArray list => list.Select(ToObject).ToArray(),
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        JsonValue value when value.TryGetValue<double>(out var number) => number,
        JsonValue value => value.ToString(),
        _ => null,
    };

    private static JsonNode? ToNode(object? value, int depth)
    {
        if (depth == 0)
        {
            throw new KubeadmException(ConfigurationException.Id, "the object is too deep for a configuration") { Kind = KubeadmErrorKind.InvalidInput };
        }

        return SecretTransformationAttribute.Bare(value) switch
        {
            null => null,
            string text => JsonValue.Create(text),
            bool flag => JsonValue.Create(flag),
            SecureString secret => JsonValue.Create(Secret.Reveal(secret)),
            TimeSpan duration => JsonValue.Create(GoDuration.Format(duration)),
            DateTime time => JsonValue.Create(time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            byte or sbyte or short or ushort or int or uint or long => JsonValue.Create(Convert.ToInt64(SecretTransformationAttribute.Bare(value), CultureInfo.InvariantCulture)),
            float or double or decimal => JsonValue.Create(Convert.ToDouble(SecretTransformationAttribute.Bare(value), CultureInfo.InvariantCulture)),
            SwitchParameter flag => JsonValue.Create(flag.IsPresent),
            IDictionary map => ToMap(map.Keys.Cast<object>().Select(key => (key.ToString()!, map[key])), depth),
            PSCustomObject => ToMap(PSObject.AsPSObject(value!).Properties.Select(property => (property.Name, (object?)property.Value)), depth),
            IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(item => ToNode(item, depth - 1))]),
            var other => JsonValue.Create(other.ToString()),
        };
    }

    private static JsonObject ToMap(IEnumerable<(string Name, object? Value)> fields, int depth) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, ToNode(field.Value, depth - 1))));
}
