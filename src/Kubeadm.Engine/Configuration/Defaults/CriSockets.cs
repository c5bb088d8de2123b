using Kubeadm.Engine.Node;

namespace Kubeadm.Engine.Configuration;

/// <summary>The endpoints on which container runtimes are known to listen.</summary>
internal static class CriSockets
{
    private const string UnixScheme = "unix";
    private const string PipeScheme = "npipe";

    private static readonly string[] Unix =
        ["unix:///var/run/containerd/containerd.sock", "unix:///var/run/crio/crio.sock", "unix:///var/run/cri-dockerd.sock"];

    private static readonly string[] Windows = ["npipe:////./pipe/containerd-containerd", "npipe:////./pipe/cri-dockerd"];

    /// <summary>The endpoint that is taken when none is found: containerd's.</summary>
    public static string Default(INode node) => Known(node)[0];

    /// <summary>The scheme of endpoints on the node's operating system.</summary>
    public static string SchemeOn(INode node) => node.System.IsWindows ? PipeScheme : UnixScheme;

    /// <summary>The one endpoint that answers, or the default one. Several are an error: someone has to choose.</summary>
    public static string Detect(INode node, string field, FindingCollector findings)
    {
        var found = Known(node).Where(endpoint => node.Network.IsListening(PathOf(endpoint, node))).ToList();
        if (found.Count > 1)
        {
            findings.Error(field, $"several container runtimes listen on this machine ({string.Join(", ", found)}); set the field to the one to use");
        }

        return found.Count > 0 ? found[0] : Default(node);
    }

    /// <summary>Gives an endpoint without a scheme the usual one, as kubeadm did before endpoints had any.</summary>
    public static string WithScheme(string endpoint, string field, INode node, FindingCollector findings)
    {
        var scheme = SchemeOn(node);
        if (endpoint.StartsWith(scheme, StringComparison.Ordinal))
        {
            return endpoint;
        }

        var completed = $"{scheme}://{endpoint}";
        findings.Warn(field, $"'{endpoint}' has no URL scheme, which is deprecated; using '{completed}'");
        return completed;
    }

    private static string[] Known(INode node) => node.System.IsWindows ? Windows : Unix;

    private static string PathOf(string endpoint, INode node) => endpoint[(SchemeOn(node).Length + "://".Length)..];
}
