using System.Reflection;
using System.Security;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubeadm;
using Kubeadm.Engine.DesiredState;

namespace ResourceBuilder;

/// <summary>
/// Writes the manifest of a DSC resource with the schema of its properties
/// (https://learn.microsoft.com/powershell/dsc/reference/schemas/resource/manifest/root).
/// </summary>
internal static class ManifestWriter
{
    private const string ManifestSchema = "https://aka.ms/dsc/schemas/v3/bundled/resource/manifest.json";
    private const string SchemaDialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>An absolute path, on Linux or on Windows.</summary>
    private const string AbsolutePath = @"^(/|[A-Za-z]:[\\/])";

    /// <summary>A length of time: days, Go's units, which may follow one another, or both.</summary>
    private const string Duration = @"^(0|[0-9]+d|([0-9]+d)?([0-9]+(\.[0-9]+)?(h|m|s|ms|us|ns))+)$";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The kinds of things that only root, or an administrator, changes.</summary>
    private static readonly HashSet<Type> NeedRights = [typeof(KubeCertificateState), typeof(KubeControlPlaneState), typeof(KubeNodeState)];

    /// <summary>Writes it.</summary>
    public static string Write(ResourceKind kind) => new JsonObject
    {
        ["$schema"] = ManifestSchema,
        ["type"] = $"Kubeadm/{kind.Name}",
        ["version"] = typeof(ResourceKind).Assembly.GetName().Version!.ToString(3),
        ["description"] = kind.Description + ".",
        ["tags"] = new JsonArray("kubeadm", "Kubernetes", "Linux", "Windows"),
        ["get"] = Command(kind, "get"),
        ["test"] = With(Command(kind, "test"), ("return", "stateAndDiff")),
        ["set"] = With(
            Command(kind, "set", new JsonObject { ["whatIfArg"] = "-WhatIf" }),
            ("implementsPretest", true), ("handlesExist", true), ("return", "state"), ("whatIfReturns", "state"),
            ("requireSecurityContext", NeedRights.Contains(kind.StateType) ? "elevated" : "current")),
        ["export"] = Command(kind, "export"),
        ["exitCodes"] = new JsonObject
        {
            ["0"] = "Success",
            ["1"] = "It could not be done",
            ["2"] = "A property is missing, unknown or invalid, or the state cannot be reached from the one that is",
            ["3"] = "Something that is needed is not there",
            ["4"] = "Rights are missing",
            ["5"] = "The cluster, or another server, does not answer",
        },
        ["schema"] = new JsonObject { ["embedded"] = Schema(kind) },
    }.ToJsonString(Indented) + "\n";

    private static JsonObject Command(ResourceKind kind, string operation, params JsonNode[] more) => new()
    {
        ["executable"] = "pwsh",
        ["args"] = new JsonArray(
            ["-NoLogo", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", "kubeadm.dsc.ps1", operation, kind.Name, .. more]),
        ["input"] = "stdin",
    };

    private static JsonObject With(JsonObject command, params (string Name, JsonNode Value)[] more)
    {
        foreach (var (name, value) in more)
        {
            command[name] = value;
        }

        return command;
    }

    private static JsonObject Schema(ResourceKind kind) => new()
    {
        ["$schema"] = SchemaDialect,
        ["title"] = kind.Name,
        ["description"] = kind.Description + ".",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(
        [
            .. StateProperties.Of(kind.StateType).Select(property => KeyValuePair.Create(NameOf(property), (JsonNode?)SchemaOf(property))),
            KeyValuePair.Create("_inDesiredState", (JsonNode?)new JsonObject { ["type"] = new JsonArray("boolean", "null"), ["readOnly"] = true, ["description"] = "Whether it is as wanted." }),
            KeyValuePair.Create("_metadata", (JsonNode?)new JsonObject { ["type"] = "object", ["readOnly"] = true, ["description"] = "What DSC and the resource say beside the state: whatIf, a line for each change." }),
        ]),
    };

    private static JsonObject SchemaOf(PropertyInfo property)
    {
        var traits = StateProperties.TraitsOf(property);
        var schema = TypeOf(property);
        schema["description"] = Descriptions.Of(property);
        if (property.Name == nameof(KubeResourceState.Exist))
        {
            schema["default"] = true;
        }

        if (traits.IsPath)
        {
            schema["pattern"] = AbsolutePath;
        }

        if (traits.IsDuration)
        {
            schema["pattern"] = Duration;
        }

        if (traits.IsReadOnly)
        {
            schema["readOnly"] = true;
        }

        if (property.PropertyType == typeof(SecureString))
        {
            schema["writeOnly"] = true;
        }

        return schema;
    }

    private static JsonObject TypeOf(PropertyInfo property) => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) switch
    {
        var type when type == typeof(bool) => Typed("boolean"),
        var type when type == typeof(int) => Typed("integer"),
        var type when type == typeof(DateTime) => With(Typed("string"), ("format", "date-time")),
        _ when StateProperties.TraitsOf(property).IsDocument => With(
            Typed("array"), ("items", new JsonObject { ["type"] = new JsonArray("object", "string"), ["required"] = new JsonArray("apiVersion", "kind") })),
        var type when type == typeof(KubeList<string>) => With(Typed("array"), ("items", Typed("string"))),
        var type when type == typeof(SecureString) => new JsonObject
        {
            // A parameter of DSC's type secureString comes as an object.
            ["type"] = new JsonArray("string", "object"),
            ["properties"] = new JsonObject { ["secureString"] = Typed("string") },
            ["required"] = new JsonArray("secureString"),
        },
        var type when type == typeof(string) => Typed("string"),
        var type => throw new InvalidOperationException($"{property.Name}: {type} has no type in JSON."),
    };

    private static JsonObject Typed(string type) => new() { ["type"] = type };

    private static string NameOf(PropertyInfo property) =>
        property.Name == nameof(KubeResourceState.Exist) ? "_exist" : JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
