using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>Finds the kubeconfig of commands that talk to a cluster, as kubeadm does.</summary>
public static class KubeconfigLocation
{
    private const string Variable = "KUBECONFIG";

    /// <summary>
    /// The path that is given; else the first of those that <c>KUBECONFIG</c> lists, or where it is not set
    /// <c>~/.kube/config</c>, and last the administrator's, that is there; else the first of these.
    /// </summary>
    /// <param name="node">The machine.</param>
    /// <param name="given">The path that a person gave, or null.</param>
    public static string Find(INode node, string? given)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (!string.IsNullOrEmpty(given))
        {
            return given;
        }

        var places = Places(node.System).ToList();
        return places.Find(node.Files.FileExists) ?? places[0];
    }

    private static IEnumerable<string> Places(INodeSystem system)
    {
        if (system.GetEnvironmentVariable(Variable) is { Length: > 0 } listed)
        {
            foreach (var path in listed.Split(system.IsWindows ? ';' : ':', StringSplitOptions.RemoveEmptyEntries))
            {
                yield return path;
            }
        }
        else if (system.GetEnvironmentVariable(system.IsWindows ? "USERPROFILE" : "HOME") is { Length: > 0 } home)
        {
            yield return Path.Combine(home, ".kube", "config");
        }

        yield return KubernetesPaths.AdminKubeconfig;
    }
}
