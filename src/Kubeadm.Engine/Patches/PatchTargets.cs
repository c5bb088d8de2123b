using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Patches;

/// <summary>What can be patched (kubeadm's documentation: "Customizing with patches").</summary>
public static class PatchTargets
{
    /// <summary>The kubelet's configuration file.</summary>
    public const string KubeletConfiguration = "kubeletconfiguration";

    /// <summary>The Deployment of CoreDNS.</summary>
    public const string CoreDnsDeployment = "corednsdeployment";

    /// <summary>The names with which the names of patch files begin.</summary>
    public static IReadOnlyList<string> All { get; } =
        [ComponentNames.Etcd, ComponentNames.ApiServer, ComponentNames.ControllerManager, ComponentNames.Scheduler, KubeletConfiguration, CoreDnsDeployment];

    /// <summary>How the document of a target is merged.</summary>
    internal static PatchSchema SchemaOf(string target) => target switch
    {
        KubeletConfiguration => PatchSchema.KubeletConfiguration,
        CoreDnsDeployment => PatchSchema.Deployment,
        _ when All.Contains(target) => PatchSchema.Pod,
        _ => throw PatchErrors.UnknownTarget(target),
    };
}
