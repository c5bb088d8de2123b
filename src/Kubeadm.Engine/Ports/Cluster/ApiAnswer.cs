using System.Text.Json;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>
/// What a request's answer must look like before it is made into objects, by Kubernetes' API conventions ("Types (Kinds)").
/// </summary>
/// <remarks>
/// The client library takes what comes: <c>null</c>, a list without items or an object without metadata become objects with
/// nothing in them. What else speaks HTTP, as a proxy's page, is found out here too. An API server's client treats a list
/// without items as an empty one, for so Go writes some.
/// </remarks>
/// <param name="method">The request's method.</param>
/// <param name="url">The request's address.</param>
/// <param name="path">What it names; null for what is no object of the API, of which any document is taken.</param>
internal sealed class ApiAnswer(HttpMethod method, Uri url, ApiPath? path)
{
    /// <summary>
    /// The most values (fields and elements) in an answer. A Pod has some hundred; an empty one makes an object of some hundred
    /// bytes, so that the size of the text alone does not bound what it takes.
    /// </summary>
    public const int MostValues = 500_000;

    private static readonly string[] RawParts = ["log", "proxy"];

    /// <summary>Fields that are maps of texts, whose values are never null.</summary>
    private static readonly string[] Maps = ["data", "binaryData", "labels", "annotations"];

    private readonly string? _kind = path is null ? null : ApiKinds.Find(path);

    private bool IsCollection => path is { Name.Length: 0 } && method == HttpMethod.Get;

    /// <summary>The check of a request's answer; null for a request whose answer is any text: of health, of a Pod's log.</summary>
    /// <param name="request">The request.</param>
    /// <param name="server">The server's address.</param>
    public static Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? CheckOf(HttpRequestMessage request, Uri server)
    {
        var path = ApiPath.Parse(request.RequestUri!, server);
        var isText = path is null ? ApiAnswerLimits.IsOfHealth(request) : RawParts.Contains(path.Subresource);
        return isText ? null : new ApiAnswer(request.Method, request.RequestUri!, path).Check;
    }

    /// <summary>Checks the body of a success.</summary>
    /// <returns>The body, with an empty list in place of none.</returns>
    /// <exception cref="KubeadmException"><c>ApiAnswerInvalid</c>.</exception>
    /// <exception cref="HttpRequestException"><see cref="HttpRequestError.ConfigurationLimitExceeded"/>: it has too many values.</exception>
    private ReadOnlyMemory<byte> Check(ReadOnlyMemory<byte> body)
    {
        try
        {
            Count(body.Span);
            using var document = JsonDocument.Parse(body);
            return Check(document.RootElement) ? body : WithoutItems(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Invalid(body.IsEmpty ? "it is empty" : "it is not JSON", error);
        }
        catch (ArgumentException error)
        {
            throw Invalid("it has a field twice", error);
        }
    }

    private static ReadOnlyMemory<byte> WithoutItems(JsonElement list)
    {
        var fields = JsonObject.Create(list.Clone())!;
        fields["items"] = new JsonArray();
        return JsonSerializer.SerializeToUtf8Bytes(fields);
    }

    private void Count(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        for (var values = 0; reader.Read();)
        {
            if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.EndArray or JsonTokenType.EndObject) && ++values > MostValues)
            {
                throw new HttpRequestException(
                    HttpRequestError.ConfigurationLimitExceeded,
                    $"{url.GetLeftPart(UriPartial.Authority)} sent more than the {MostValues / 1000} thousand values that such an answer may have");
            }
        }
    }

    /// <returns>False for a list that has no items.</returns>
    private bool Check(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Invalid($"it is {Described(root)} instead of an object");
        }

        if (path is null)
        {
            return true;
        }

        CheckKind(path, Text(root, "kind"), Text(root, "apiVersion"));
        if (method == HttpMethod.Delete)
        {
            return true;
        }

        if (!IsCollection)
        {
            CheckObject(root, "", path.Name);
            return true;
        }

        if (!root.TryGetProperty("items", out var items) || items.ValueKind == JsonValueKind.Null)
        {
            return false;
        }

        if (items.ValueKind != JsonValueKind.Array)
        {
            throw Invalid($"items: it is {Described(items)} instead of an array");
        }

        var index = 0;
        foreach (var item in items.EnumerateArray())
        {
            CheckObject(item, $"items[{index++}]", "");
        }

        return true;
    }

    private void CheckKind(ApiPath path, string kind, string apiVersion)
    {
        if (kind.Length == 0 || apiVersion.Length == 0)
        {
            throw Invalid("it has no kind and apiVersion");
        }

        var isWanted = method == HttpMethod.Delete ? kind == "Status" || _kind is null || kind == _kind
            : IsCollection ? _kind is null ? kind.EndsWith("List", StringComparison.Ordinal) : kind == _kind + "List"
            : _kind is null || kind == _kind;
        if (!isWanted || (_kind is not null && kind != "Status" && apiVersion != path.ApiVersion))
        {
            throw Invalid($"it is a {Excerpt.Of(kind)} of {Excerpt.Of(apiVersion)}");
        }
    }

    private void CheckObject(JsonElement value, string place, string wanted)
    {
        var prefix = place.Length == 0 ? "" : place + ": ";
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Invalid($"{prefix}it is {Described(value)} instead of an object");
        }

        if (_kind is null)
        {
            return;
        }

        if (!value.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object || Text(metadata, "name") is not { Length: > 0 } name)
        {
            throw Invalid(prefix + "it has no metadata with a name");
        }

        if (wanted.Length > 0 && name != wanted)
        {
            throw Invalid($"it is the object \"{Excerpt.Of(name)}\"");
        }

        CheckNulls(value, prefix, isMap: false);
    }

    private void CheckNulls(JsonElement value, string prefix, bool isMap)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in value.EnumerateArray())
            {
                RefuseNull(element, prefix);
                CheckNulls(element, prefix, isMap: false);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in value.EnumerateObject())
            {
                if (isMap)
                {
                    RefuseNull(field.Value, prefix);
                }

                CheckNulls(field.Value, prefix, Maps.Contains(field.Name));
            }
        }
    }

    private void RefuseNull(JsonElement value, string prefix)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            throw Invalid(prefix + "there is a null in an array, or in a map of texts");
        }
    }

    private static string Text(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Described(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "a truth value",
    };

    private KubeadmException Invalid(string cause, Exception? error = null)
    {
        var wanted = path is null ? "a JSON object" : _kind is null ? "an object of the API" : $"a {_kind}{(IsCollection ? "List" : "")} of {path.ApiVersion}";
        return ApiErrors.InvalidAnswer($"{url.GetLeftPart(UriPartial.Authority)}: the answer to {method} {url.AbsolutePath} is not {wanted}: {cause}", url.AbsolutePath, error);
    }
}
