using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Kubeadm.PowerShell.Tests;

/// <summary>What the commands about tokens speak to: the Secrets of kube-system.</summary>
public sealed class SecretServer : LoopbackApiServer
{
    private const string Secrets = "/api/v1/namespaces/kube-system/secrets";
    private readonly SortedDictionary<string, JsonObject> _secrets = new(StringComparer.Ordinal);

    public SecretServer()
    {
        Start();
    }

    /// <summary>The identifiers of the tokens that are kept.</summary>
    public IReadOnlyList<string> TokenIds
    {
        get
        {
            lock (_secrets)
            {
                return [.. _secrets.Keys.Select(name => name["bootstrap-token-".Length..])];
            }
        }
    }

    /// <summary>Adds a token.</summary>
    public void Add(string token, DateTimeOffset? expires = null, string? description = null, bool forJoining = true)
    {
        var parts = token.Split('.');
        var data = new JsonObject { ["token-id"] = Encode(parts[0]), ["token-secret"] = Encode(parts[1]) };
        if (expires is { } end)
        {
            data["expiration"] = Encode(end.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        }

        if (description is not null)
        {
            data["description"] = Encode(description);
        }

        if (forJoining)
        {
            data["usage-bootstrap-signing"] = Encode("true");
            data["usage-bootstrap-authentication"] = Encode("true");
            data["auth-extra-groups"] = Encode("system:bootstrappers:kubeadm:default-node-token");
        }

        Keep(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["type"] = "bootstrap.kubernetes.io/token",
            ["metadata"] = new JsonObject { ["name"] = "bootstrap-token-" + parts[0], ["namespace"] = "kube-system" },
            ["data"] = data,
        });
    }

    /// <summary>A field of a token's Secret.</summary>
    public string? Field(string id, string field)
    {
        lock (_secrets)
        {
            return (string?)_secrets["bootstrap-token-" + id]["data"]![field] is { } value ? Encoding.UTF8.GetString(Convert.FromBase64String(value)) : null;
        }
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    protected override async Task<(HttpStatusCode Status, JsonObject Body)> AnswerAsync(HttpListenerRequest request)
    {
        var path = request.Url!.AbsolutePath;
        var name = path.StartsWith(Secrets + "/", StringComparison.Ordinal) ? path[(Secrets.Length + 1)..] : "";
        switch (request.HttpMethod)
        {
            case "GET" when path == Secrets:
                return (HttpStatusCode.OK, List());
            case "GET" when Find(name) is { } secret:
                return (HttpStatusCode.OK, secret);
            case "POST" when path == Secrets:
                var made = (JsonObject)(await JsonNode.ParseAsync(request.InputStream))!;
                Keep(made);
                return (HttpStatusCode.Created, made);
            case "DELETE" when Find(name) is not null:
                Forget(name);
                return (HttpStatusCode.OK, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Status", ["status"] = "Success" });
            default:
                return Refuse(HttpStatusCode.NotFound, "NotFound", $"secrets \"{name}\" not found");
        }
    }

    private JsonObject List()
    {
        lock (_secrets)
        {
            return new JsonObject { ["apiVersion"] = "v1", ["kind"] = "SecretList", ["items"] = new JsonArray([.. _secrets.Values.Select(s => s.DeepClone())]) };
        }
    }

    private JsonObject? Find(string name)
    {
        lock (_secrets)
        {
            return _secrets.GetValueOrDefault(name)?.DeepClone().AsObject();
        }
    }

    private void Keep(JsonObject secret)
    {
        lock (_secrets)
        {
            _secrets[(string)secret["metadata"]!["name"]!] = secret.DeepClone().AsObject();
        }
    }

    private void Forget(string name)
    {
        lock (_secrets)
        {
            _secrets.Remove(name);
        }
    }
}
