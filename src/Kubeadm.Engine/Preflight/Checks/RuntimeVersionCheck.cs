using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether the container runtime tells its cgroup driver, which newer kubelets rely on (KEP-4033).</summary>
public sealed class RuntimeVersionCheck(IContainerRuntime runtime, INodeSystem system)
    : NodeCheck(CheckName, "Update the container runtime: containerd 2.0 and CRI-O 1.28 have the method.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "ContainerRuntimeVersion";

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        // Windows has no cgroups, so a runtime there has nothing to tell.
        if (await runtime.GetCgroupDriverAsync(cancellationToken) is null && !system.IsWindows)
        {
            findings.Warn(
                $"the container runtime lacks the CRI method RuntimeConfig; from Kubernetes {KubernetesMilestones.RuntimeCgroupDriverNeeded.Series} on the kubelet no longer falls back "
                + "to the cgroupDriver of its configuration (https://git.k8s.io/enhancements/keps/sig-node/4033-group-driver-detection-over-cri)");
        }
    }
}
