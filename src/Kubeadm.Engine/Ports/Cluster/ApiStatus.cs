using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>Answers as a Kubernetes API server gives them (API conventions, "Response Status Kind").</summary>
internal static class ApiStatus
{
    /// <summary>Resources of the core group whose deletion is answered with what was deleted, the others' with a Status (https://kubernetes.io/docs/reference/kubernetes-api/).</summary>
    private static readonly string[] ReturnedWhenDeleted =
        ["pods", "podtemplates", "services", "serviceaccounts", "persistentvolumes", "persistentvolumeclaims", "resourcequotas"];

    public static HttpResponseMessage Json(HttpStatusCode code, JsonNode body) => new(code)
    {
        Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
    };

    public static HttpResponseMessage NotFound(ApiPath path) =>
        Failure(HttpStatusCode.NotFound, "NotFound", $"{Qualified(path)} \"{path.Name}\" not found", path);

    public static HttpResponseMessage AlreadyExists(ApiPath path, string name) =>
        Failure(HttpStatusCode.Conflict, "AlreadyExists", $"{Qualified(path)} \"{name}\" already exists", path with { Name = name });

    public static HttpResponseMessage Conflict(ApiPath path) => Failure(
        HttpStatusCode.Conflict,
        "Conflict",
        $"Operation cannot be fulfilled on {Qualified(path)} \"{path.Name}\": the object has been modified; please apply your changes to the latest version and try again",
        path);

    public static HttpResponseMessage Invalid(ApiPath path, string name, string cause) => Failure(
        HttpStatusCode.UnprocessableEntity, "Invalid", $"{Qualified(path)} \"{name}\" is invalid: {cause}", path with { Name = name });

    public static HttpResponseMessage BadRequest(string message) => Failure(HttpStatusCode.BadRequest, "BadRequest", message, null);

    public static HttpResponseMessage MethodNotAllowed() => Failure(
        HttpStatusCode.MethodNotAllowed, "MethodNotAllowed", "the server does not allow this method on the requested resource", null);

    public static HttpResponseMessage Deleted(ApiPath path, JsonObject deleted) =>
        Json(HttpStatusCode.OK, path.Group.Length == 0 && ReturnedWhenDeleted.Contains(path.Resource) ? deleted : Success(path));

    private static JsonObject Success(ApiPath path) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Success",
        ["details"] = Details(path),
    };

    private static HttpResponseMessage Failure(HttpStatusCode code, string reason, string message, ApiPath? path)
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = message,
            ["reason"] = reason,
            ["code"] = (int)code,
        };
        if (path is not null)
        {
            status["details"] = Details(path);
        }

        return Json(code, status);
    }

    private static JsonObject Details(ApiPath path) => new() { ["name"] = path.Name, ["group"] = path.Group, ["kind"] = path.Resource };

    private static string Qualified(ApiPath path) => path.Group.Length == 0 ? path.Resource : $"{path.Resource}.{path.Group}";
}
