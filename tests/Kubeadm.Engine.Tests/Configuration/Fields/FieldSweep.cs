using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kubeadm.Engine.Tests.Configuration.Fields;

/// <summary>Sets every field of a document by itself and finds those that change nothing in a run's output.</summary>
/// <param name="document">The kind of document, as its model.</param>
/// <param name="run">Runs a document to its fingerprint.</param>
internal sealed class FieldSweep(Type document, Func<JsonObject, Task<string>> run)
{
    private readonly Dictionary<string, string> _fingerprints = [];

    /// <summary>The document without the field under test.</summary>
    public required JsonObject Base { get; init; }

    /// <summary>What must stand around a field for it to be allowed, by a pattern of the field's path: fields that are set beside it.</summary>
    public IReadOnlyDictionary<string, string> Around { get; init; } = new Dictionary<string, string>();

    /// <summary>Values of fields that take no value of their type, by a pattern of the field's path.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Fields that are refused whatever they say.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>The paths of the fields without effect, in the order of the model.</summary>
    public async Task<IReadOnlyList<string>> FindSilentAsync()
    {
        // Else a difference would say nothing.
        Assert.Equal(await run(Base), await run(Base));
        List<string> silent = [];
        foreach (var field in ConfigurationField.Of(document).Where(field => !Refused.Contains(field.Path)))
        {
            var before = Find(Around, field.Path) is { } around ? Merge(Base, around) : Base;
            var value = Find(Values, field.Path) is { } given ? JsonNode.Parse(given)! : field.Value();
            if (await FingerprintAsync(field, before) == await FingerprintAsync(field, field.SetIn(before, value)))
            {
                silent.Add(field.Path);
            }
        }

        return silent;
    }

    private async Task<string> FingerprintAsync(ConfigurationField field, JsonObject configuration)
    {
        var text = configuration.ToJsonString();
        if (!_fingerprints.TryGetValue(text, out var fingerprint))
        {
            try
            {
                _fingerprints[text] = fingerprint = await run(configuration);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"{document.Name}, {field.Path}: {error.Message}; the document was {text}", error);
            }
        }

        return fingerprint;
    }

    private static string? Find(IReadOnlyDictionary<string, string> table, string path) =>
        table.FirstOrDefault(entry => Regex.IsMatch(path, $"^(?:{entry.Key})$")).Value;

    /// <summary>Fields of one document set in another, objects into objects; null removes a field (RFC 7396).</summary>
    private static JsonObject Merge(JsonObject into, string json) =>
        Kubeadm.Engine.Patches.JsonMergePatch.Apply(into, JsonNode.Parse(json)!)!.AsObject();
}
