using System.Net;
using System.Text.Json.Nodes;

namespace Kubeadm.PowerShell.Tests;

/// <summary>An API server that keeps what a test or a command puts there, and may refuse to have some of it read.</summary>
public sealed class ObjectServer : LoopbackApiServer
{
    private readonly Dictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly HashSet<string> _forbidden = new(StringComparer.Ordinal);

    public ObjectServer()
    {
        Start();
    }

    /// <summary>Adds a ConfigMap of kube-system, with a hash if one is given.</summary>
    public void AddConfigMap(string name, string key, string text, string? hash = null)
    {
        var metadata = new JsonObject { ["name"] = name, ["namespace"] = "kube-system" };
        if (hash is not null)
        {
            metadata["annotations"] = new JsonObject { ["kubeadm.kubernetes.io/component-config.hash"] = hash };
        }

        Add(MapPath(name), new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = metadata, ["data"] = new JsonObject { [key] = text } });
    }

    /// <summary>Sets what a path answers.</summary>
    public void Add(string path, JsonObject answer)
    {
        lock (_objects)
        {
            _objects[path] = answer;
        }
    }

    /// <summary>Adds the objects of a cluster that is kept in a file, each by its path.</summary>
    public void Load(string file)
    {
        foreach (var (path, answer) in JsonNode.Parse(File.ReadAllText(file))!.AsObject())
        {
            Add(path, answer!.DeepClone().AsObject());
        }
    }

    /// <summary>What is kept at a path, or null.</summary>
    public JsonObject? Find(string path)
    {
        lock (_objects)
        {
            return _objects.GetValueOrDefault(path)?.DeepClone().AsObject();
        }
    }

    /// <summary>Forbids reading a ConfigMap of kube-system.</summary>
    public void Forbid(string configMap)
    {
        lock (_objects)
        {
            _forbidden.Add(MapPath(configMap));
        }
    }

    protected override async Task<(HttpStatusCode Status, JsonObject Body)> AnswerAsync(HttpListenerRequest request)
    {
        var path = request.Url!.AbsolutePath;
        if (request.HttpMethod is "POST" or "PUT")
        {
            var body = (JsonObject)(await JsonNode.ParseAsync(request.InputStream))!;
            Add(request.HttpMethod == "POST" ? $"{path}/{body["metadata"]!["name"]}" : path, body.DeepClone().AsObject());
            return (HttpStatusCode.OK, body);
        }

        lock (_objects)
        {
            return _forbidden.Contains(path) ? Refuse(HttpStatusCode.Forbidden, "Forbidden", $"{path} is forbidden")
                : request.HttpMethod == "GET" && (Find(path) ?? List(path, request.QueryString["labelSelector"] ?? "")) is { } answer ? (HttpStatusCode.OK, answer)
                : Refuse(HttpStatusCode.NotFound, "NotFound", $"{path} not found");
        }
    }

    /// <summary>The objects below a path that have the labels; null where nothing is kept there.</summary>
    private JsonObject? List(string path, string selector)
    {
        var kept = _objects.Where(entry => entry.Key.StartsWith(path + "/", StringComparison.Ordinal) && !entry.Key[(path.Length + 1)..].Contains('/')).Select(entry => entry.Value).ToList();
        if (kept is not [{ } first, ..] || (string?)first["kind"] is not { } kind)
        {
            return null;
        }

        var labels = selector.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(label => label.Split('=')).ToList();
        var chosen = kept.Where(item => labels.TrueForAll(label => (string?)item["metadata"]!["labels"]?[label[0]] == label[1]));
        return new JsonObject
        {
            ["apiVersion"] = (string?)first["apiVersion"], ["kind"] = kind + "List", ["metadata"] = new JsonObject(), ["items"] = new JsonArray([.. chosen.Select(item => item.DeepClone())]),
        };
    }

    private static string MapPath(string name) => "/api/v1/namespaces/kube-system/configmaps/" + name;
}
