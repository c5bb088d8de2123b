namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>What the path of a request to a Kubernetes API server names.</summary>
/// <param name="Group">The API group; empty for the core one.</param>
/// <param name="Version">The group's version.</param>
/// <param name="Resource">The plural name of the kind.</param>
/// <param name="Namespace">The namespace; empty for cluster-wide objects and for all namespaces.</param>
/// <param name="Name">The object; empty for a collection.</param>
/// <param name="Subresource">A part of the object (<c>status</c>), or empty.</param>
internal sealed record ApiPath(string Group, string Version, string Resource, string Namespace, string Name, string Subresource)
{
    /// <summary>The <c>apiVersion</c> of its objects.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The path of the object or collection, without its subresource.</summary>
    public string ToPath()
    {
        var root = Group.Length == 0 ? $"api/{Version}" : $"apis/{Group}/{Version}";
        var space = Namespace.Length == 0 ? "" : $"/namespaces/{Namespace}";
        return $"/{root}{space}/{Resource}" + (Name.Length == 0 ? "" : "/" + Uri.EscapeDataString(Name));
    }

    /// <summary>Reads the path of a request to a server whose own address may have a path, as behind a proxy; null when it names no resource.</summary>
    /// <param name="request">The request's address.</param>
    /// <param name="server">The server's.</param>
    public static ApiPath? Parse(Uri request, Uri server)
    {
        var prefix = server.AbsolutePath.TrimEnd('/');
        var path = request.AbsolutePath;
        return Parse(path.StartsWith(prefix + "/", StringComparison.Ordinal) ? path[prefix.Length..] : path);
    }

    /// <summary>Reads a path; null when it names no resource.</summary>
    public static ApiPath? Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return parts switch
        {
            ["api", var version, .. var rest] => Parse("", version, rest),
            ["apis", var group, var version, .. var rest] => Parse(group, version, rest),
            _ => null,
        };
    }

    private static ApiPath? Parse(string group, string version, string[] rest) => rest switch
    {
        ["namespaces", var space, var resource] when resource is not ("status" or "finalize") => new(group, version, resource, space, "", ""),
        ["namespaces", var space, var resource, var name] => new(group, version, resource, space, name, ""),
        ["namespaces", var space, var resource, var name, var part] => new(group, version, resource, space, name, part),
        [var resource] => new(group, version, resource, "", "", ""),
        [var resource, var name] => new(group, version, resource, "", name, ""),
        [var resource, var name, var part] => new(group, version, resource, "", name, part),
        _ => null,
    };
}
