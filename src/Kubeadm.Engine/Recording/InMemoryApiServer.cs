using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using k8s;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Recording;

/// <summary>
/// A Kubernetes API server of one process: what a dry run writes to and what tests speak to. It knows no kinds; it keeps
/// resource versions, conflicts, patch types, selectors and watches as the real one does, and does no defaulting or admission.
/// </summary>
/// <param name="clock">The clock for creation times.</param>
public sealed class InMemoryApiServer(TimeProvider clock)
{
    private readonly object _lock = new();
    private readonly InMemoryObjects _objects = new(clock);
    private readonly List<RecordedWrite> _writes = [];
    private readonly HashSet<ApiPath> _gone = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The writes so far, in order.</summary>
    public IReadOnlyList<RecordedWrite> Writes
    {
        get
        {
            lock (_lock)
            {
                return [.. _writes];
            }
        }
    }

    /// <summary>Completes an object of a resource when it is created, as the cluster's controllers would; null where there are none.</summary>
    internal Action<string, JsonObject>? Settle { get; init; }

    /// <summary>The most objects that one page of a list has; null means that every list is one page.</summary>
    public int? PageSize { get; init; }

    /// <summary>The version that the server says it has; null where it does not tell.</summary>
    public string? GitVersion { get; init; }

    /// <summary>Is called with each write, while other requests wait.</summary>
    internal Action<RecordedWrite>? OnWrite { get; init; }

    /// <summary>Creates a client of this server.</summary>
    /// <param name="handlers">Handlers that see each request before it, outermost first; tests let requests fail in them.</param>
    public IKubernetes CreateClient(params DelegatingHandler[] handlers) => CreateClient(fallback: null, handlers);

    /// <summary>Creates a client of this server that also reads elsewhere.</summary>
    /// <param name="fallback">Reads objects that are not kept here, or null; what it gives is kept from then on.</param>
    /// <param name="handlers">Handlers that see each request before it, outermost first.</param>
    internal IKubernetes CreateClient(Func<ApiPath, string, CancellationToken, Task<JsonObject?>>? fallback, params DelegatingHandler[] handlers) =>
        new Kubernetes(new KubernetesClientConfiguration { Host = "http://in-memory.invalid" }, [.. handlers, new Door(this, fallback)]);

    /// <summary>Stores an object without recording a write.</summary>
    /// <param name="resource">The plural name of its kind.</param>
    /// <param name="value">The object, with its <c>apiVersion</c> and name.</param>
    public void Seed(string resource, JsonObject value)
    {
        var apiVersion = (string)value["apiVersion"]!;
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var path = new ApiPath(
            slash < 0 ? "" : apiVersion[..slash], apiVersion[(slash + 1)..], resource,
            (string?)value["metadata"]?["namespace"] ?? "", (string?)value["metadata"]?["name"] ?? "", "");
        lock (_lock)
        {
            _objects.Add(path, value.DeepClone().AsObject());
            Signal();
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(
        HttpRequestMessage request, Func<ApiPath, string, CancellationToken, Task<JsonObject?>>? fallback, CancellationToken cancellationToken)
    {
        if (GitVersion is { } version && LiveVersion.IsAskedFor(request))
        {
            return ApiStatus.Json(HttpStatusCode.OK, new JsonObject { ["gitVersion"] = version });
        }

        if (ApiPath.Parse(request.RequestUri!.AbsolutePath) is not { } path)
        {
            return ApiStatus.NotFound(new ApiPath("", "", request.RequestUri.AbsolutePath, "", "", ""));
        }

        var body = request.Content is null ? null : await ReadBodyAsync(request.Content, cancellationToken);
        if (request.Method == HttpMethod.Patch ? body is null : request.Method.Method is "POST" or "PUT" && body is not JsonObject)
        {
            return ApiStatus.BadRequest("the body of the request is not a JSON object");
        }

        var query = HttpUtility.ParseQueryString(request.RequestUri.Query);
        var named = Named(path, request.Method, body as JsonObject);
        if (fallback is not null && !Knows(named) && await fallback(named, request.RequestUri.Query, cancellationToken) is { } found)
        {
            Keep(named, found);
        }

        lock (_lock)
        {
            return request.Method.Method switch
            {
                "GET" when path.Name.Length > 0 => Get(path),
                "GET" when query["watch"] is "true" or "1" => Watch(path, query["resourceVersion"], query["timeoutSeconds"]),
                "GET" => List(path, query["labelSelector"], query["fieldSelector"], query["continue"]),
                "POST" => Create(path, body!.AsObject()),
                "PUT" => Update(path, body!.AsObject()),
                "PATCH" => Patch(path, body!, request.Content!.Headers.ContentType?.MediaType),
                "DELETE" when path.Name.Length > 0 => Delete(path),
                _ => ApiStatus.MethodNotAllowed(),
            };
        }
    }

    private static async Task<JsonNode?> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            var text = await content.ReadAsStringAsync(cancellationToken);
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ApiPath Named(ApiPath path, HttpMethod method, JsonObject? body) =>
        method == HttpMethod.Post ? path with { Name = (string?)body?["metadata"]?["name"] ?? "" } : path;

    private void Keep(ApiPath path, JsonObject found)
    {
        lock (_lock)
        {
            var items = path.Name.Length > 0 ? [found] : (found["items"] as JsonArray ?? []).OfType<JsonObject>();
            foreach (var item in items)
            {
                var own = path with { Name = (string)item["metadata"]!["name"]!, Namespace = (string?)item["metadata"]!["namespace"] ?? "", Subresource = "" };
                if (!Knows(own))
                {
                    _objects.Import(own, item.DeepClone().AsObject());
                }
            }
        }
    }

    private bool Knows(ApiPath path)
    {
        lock (_lock)
        {
            return path.Name.Length > 0 && (_objects.Find(path) is not null || _gone.Contains(path with { Subresource = "" }));
        }
    }

    private HttpResponseMessage Get(ApiPath path) =>
        _objects.Find(path) is { } found ? ApiStatus.Json(HttpStatusCode.OK, found) : ApiStatus.NotFound(path);

    private HttpResponseMessage List(ApiPath path, string? labels, string? fields, string? after)
    {
        var found = _objects.List(path).Where(o => Selector.MatchesLabels(o, labels) && Selector.MatchesFields(o, fields)).ToList();
        return ApiStatus.Json(HttpStatusCode.OK, InMemoryPage.Of(found, path.ApiVersion, _objects.Version, PageSize, after));
    }

    private HttpResponseMessage Watch(ApiPath path, string? after, string? seconds)
    {
        var from = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
        var time = int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : 300;
        var stream = new InMemoryWatchStream(version => EventsAfter(path, version), from, TimeSpan.FromSeconds(time), clock);
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StreamContent(stream) { Headers = { ContentType = new("application/json") } },
        };
    }

    private (IReadOnlyList<InMemoryEvent> Events, Task Changed) EventsAfter(ApiPath path, long version)
    {
        lock (_lock)
        {
            return (_objects.EventsAfter(path, version), _changed.Task);
        }
    }

    private HttpResponseMessage Create(ApiPath path, JsonObject body)
    {
        var name = (string?)body["metadata"]?["name"];
        if (ApiValidation.Refuse(path, body, name) is { } refusal)
        {
            return refusal;
        }

        var named = path with { Name = name! };
        if (_objects.Find(named) is not null)
        {
            return ApiStatus.AlreadyExists(path, name!);
        }

        if ((string?)body["metadata"]!["resourceVersion"] is { Length: > 0 } and not "0")
        {
            return ApiStatus.BadRequest("resourceVersion should not be set on objects to be created");
        }

        Record(ApiVerb.Create, named, body);
        _gone.Remove(named);
        var kept = InMemoryObjects.Filled(named, body);
        Settle?.Invoke(named.Resource, kept);
        return ApiStatus.Json(HttpStatusCode.Created, _objects.Add(named, kept));
    }

    private HttpResponseMessage Update(ApiPath path, JsonObject body)
    {
        if (_objects.Find(path) is not { } before)
        {
            return ApiStatus.NotFound(path);
        }

        if (ApiValidation.Refuse(path, body, (string?)body["metadata"]?["name"]) is { } refusal)
        {
            return refusal;
        }

        if (ApiValidation.IsStale(before, body))
        {
            return ApiStatus.Conflict(path);
        }

        if (ApiValidation.ImmutableChange(before, body) is { } field)
        {
            return ApiStatus.Invalid(path, path.Name, $"{field}: Invalid value: field is immutable");
        }

        Record(ApiVerb.Update, path, body);
        return ApiStatus.Json(HttpStatusCode.OK, _objects.Replace(path, InMemoryObjects.Filled(path, body)));
    }

    private HttpResponseMessage Patch(ApiPath path, JsonNode body, string? type)
    {
        if (_objects.Find(path) is not { } before)
        {
            return ApiStatus.NotFound(path);
        }

        if (body is JsonObject fields && ApiValidation.IsStale(before, fields))
        {
            return ApiStatus.Conflict(path);
        }

        try
        {
            var after = ServerPatch.Apply(path.Resource, before, body, type).AsObject();
            Record(ApiVerb.Patch, path, ServerPatch.WithoutServerFields(after), body.DeepClone());
            return ApiStatus.Json(HttpStatusCode.OK, _objects.Replace(path, after));
        }
        catch (PatchException error)
        {
            return ApiStatus.Invalid(path, path.Name, error.Message);
        }
    }

    private HttpResponseMessage Delete(ApiPath path)
    {
        if (_objects.Find(path) is not { } before)
        {
            return ApiStatus.NotFound(path);
        }

        Record(ApiVerb.Delete, path, ServerPatch.WithoutServerFields(before));
        _objects.Remove(path);
        _gone.Add(path);
        return ApiStatus.Deleted(path, before);
    }

    private void Record(ApiVerb verb, ApiPath path, JsonObject value, JsonNode? patch = null)
    {
        var group = path.Group.Length == 0 ? "core/" + path.Version : path.ApiVersion;
        var write = new RecordedWrite(verb, path.Resource, group, path.Namespace, path.Name, value.DeepClone().AsObject()) { Patch = patch };
        _writes.Add(write);
        OnWrite?.Invoke(write);
        Signal();
    }

    private void Signal()
    {
        // Those who wait run later, when the change is in and the lock free.
        var waiting = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.SetResult();
    }

    private sealed class Door(InMemoryApiServer server, Func<ApiPath, string, CancellationToken, Task<JsonObject?>>? fallback) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await server.AnswerAsync(request, fallback, cancellationToken);
            answer.RequestMessage = request;
            return answer;
        }
    }
}
