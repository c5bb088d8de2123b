using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>An addon that is left out and one that the configuration disables are the same, whichever was said.</summary>
internal static class SkippedAddons
{
    private const string Addon = "addon";
    private const string CoreDns = "addon/coredns";
    private const string KubeProxy = "addon/kube-proxy";

    /// <summary>Disables in the configuration what is left out, and leaves out what is disabled.</summary>
    public static IReadOnlyList<string> Reconcile(ClusterConfiguration cluster, IReadOnlyList<string> skip)
    {
        var paths = skip.Select(InitPhases.Tree.Resolve).ToList();
        cluster.Dns.Disabled |= paths.Contains(Addon) || paths.Contains(CoreDns);
        cluster.Proxy.Disabled |= paths.Contains(Addon) || paths.Contains(KubeProxy);
        return
        [
            .. paths,
            .. cluster.Dns.Disabled && !paths.Contains(CoreDns) ? new[] { CoreDns } : [],
            .. cluster.Proxy.Disabled && !paths.Contains(KubeProxy) ? new[] { KubeProxy } : [],
        ];
    }
}
