using System.Management.Automation;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kubeadm.Host.Output;

/// <summary>Writes results as one JSON value: one result as it is, none or several as an array.</summary>
internal sealed class JsonResultWriter(TextWriter output) : ResultWriter
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<JsonNode?> _results = [];

    /// <inheritdoc/>
    public override void Add(PSObject result) => _results.Add(ObjectTree.Of(result));

    /// <inheritdoc/>
    public override void Complete() => output.WriteLine(Text(Whole(_results)));

    /// <summary>A value as indented JSON.</summary>
    public static string Text(JsonNode? value) => value is null ? "null" : value.ToJsonString(Layout);

    /// <summary>The results as one value.</summary>
    public static JsonNode? Whole(List<JsonNode?> results) => results.Count == 1 ? results[0] : new JsonArray([.. results]);
}
