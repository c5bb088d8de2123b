using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Cleanup;

/// <summary>What a node of a cluster leaves on a machine and others may use too, so that a person has to decide.</summary>
public sealed class SharedThings(INode node)
{
    private const string NetworkPlugins = "/etc/cni/net.d";

    /// <summary>Lists it.</summary>
    public IEnumerable<Leftover> Find()
    {
        if (node.Files.List(NetworkPlugins).Count > 0)
        {
            yield return new Leftover(NetworkPlugins, "the network plugin's configuration; remove it before another plugin is installed");
        }

        yield return node.System.IsWindows
            ? new Leftover("HNS networks and policies", "made by kube-proxy and the network plugin; remove them, or restart the machine")
            : new Leftover("iptables, nftables and IPVS rules", "made by kube-proxy and the network plugin; flush those that nothing else needs, or restart the machine");
        foreach (var path in Kubeconfigs().Where(node.Files.FileExists))
        {
            yield return new Leftover(path, "a kubeconfig; remove it when it is of this cluster");
        }
    }

    private IEnumerable<string> Kubeconfigs()
    {
        var home = node.System.GetEnvironmentVariable(node.System.IsWindows ? "USERPROFILE" : "HOME");
        var caller = node.System.GetEnvironmentVariable("SUDO_USER");
        string?[] homes = [home, string.IsNullOrEmpty(caller) ? null : $"/home/{caller}"];
        return homes.OfType<string>().Where(h => h.Length > 0).Distinct().Select(h => $"{h}/.kube/config");
    }
}
