using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>An addon that is left out and one that the configuration disables are the same, whichever was said.</summary>
internal static class SkippedAddons
{
    private const string CoreDns = $"{AddonPhase.PhaseName}/{CoreDnsPhase.PhaseName}";
    private const string KubeProxy = $"{AddonPhase.PhaseName}/{KubeProxyPhase.PhaseName}";

    /// <summary>Disables what is left out, so that the configuration in the cluster says so too. A part of loading the configuration.</summary>
    /// <param name="configuration">The configuration that is being loaded.</param>
    /// <param name="skip">Names of the phases that are left out.</param>
    public static void Disable(InitConfiguration configuration, IReadOnlyList<string> skip)
    {
        var paths = skip.Select(InitPhases.Tree.Resolve).ToHashSet();
        var cluster = configuration.Cluster;
        cluster.Dns.Disabled |= paths.Contains(AddonPhase.PhaseName) || paths.Contains(CoreDns);
        cluster.Proxy.Disabled |= paths.Contains(AddonPhase.PhaseName) || paths.Contains(KubeProxy);
    }

    /// <summary>The phases of the addons that the configuration disables.</summary>
    public static IEnumerable<string> Of(ClusterConfiguration cluster)
    {
        if (cluster.Dns.Disabled)
        {
            yield return CoreDns;
        }

        if (cluster.Proxy.Disabled)
        {
            yield return KubeProxy;
        }
    }
}
