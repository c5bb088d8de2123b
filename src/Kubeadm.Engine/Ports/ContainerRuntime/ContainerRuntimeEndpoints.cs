using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>The endpoints at which container runtimes are known to listen.</summary>
public static class ContainerRuntimeEndpoints
{
    private const string UnixScheme = "unix";
    private const string PipeScheme = "npipe";

    private static readonly string[] Unix =
        ["unix:///var/run/containerd/containerd.sock", "unix:///var/run/crio/crio.sock", "unix:///var/run/cri-dockerd.sock"];

    private static readonly string[] Windows =
        ["npipe:////./pipe/containerd-containerd", "npipe:////./pipe/cri-o", "npipe:////./pipe/cri-dockerd"];

    /// <summary>Well-known endpoints, that of the default runtime (containerd) first.</summary>
    public static IReadOnlyList<string> Known(bool isWindows) => isWindows ? Windows : Unix;

    /// <summary>The scheme an endpoint must have: <c>unix</c> or <c>npipe</c>.</summary>
    public static string Scheme(bool isWindows) => isWindows ? PipeScheme : UnixScheme;

    /// <summary>The endpoint of the one runtime on the node; containerd's where none listens.</summary>
    /// <exception cref="KubeadmException"><c>AmbiguousContainerRuntime</c>: more than one runtime listens.</exception>
    public static string Detect(INode node)
    {
        var known = Known(node.System.IsWindows);
        var found = known.Where(endpoint => node.Network.IsListening(PathOf(endpoint))).ToList();
        return found.Count switch
        {
            0 => known[0],
            1 => found[0],
            _ => throw ContainerRuntimeErrors.Ambiguous(found),
        };
    }

    /// <summary>
    /// The endpoint as a URL. A bare path, which older documents hold, gets the node's scheme; kubeadm warns of that because
    /// such documents are to be brought up to date.
    /// </summary>
    /// <param name="endpoint">A URL or a path.</param>
    /// <param name="isWindows">Whether the node runs Windows.</param>
    /// <param name="wasBare">Whether the scheme had to be put before it.</param>
    public static string Normalize(string endpoint, bool isWindows, out bool wasBare)
    {
        var prefix = Scheme(isWindows) + "://";
        wasBare = !endpoint.StartsWith(prefix, StringComparison.Ordinal);
        return wasBare ? prefix + endpoint : endpoint;
    }

    /// <summary>The path of an endpoint's socket, or of its pipe as Windows writes it (<c>\\.\pipe\name</c>).</summary>
    public static string PathOf(string endpoint) =>
        endpoint.StartsWith(PipeScheme + ":", StringComparison.Ordinal)
            ? endpoint[(PipeScheme.Length + 1)..].TrimStart('/').Insert(0, "//").Replace('/', '\\')
            : endpoint.StartsWith(UnixScheme + "://", StringComparison.Ordinal) ? endpoint[(UnixScheme.Length + 3)..] : endpoint;
}
