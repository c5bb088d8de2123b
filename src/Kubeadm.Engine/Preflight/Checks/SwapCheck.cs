using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether swap is on, which a kubelet must be set up for.</summary>
public sealed class SwapCheck(INodeSystem system) : NodeCheck(
    CheckName, "Turn swap off, or set the kubelet up for it: https://kubernetes.io/docs/concepts/architecture/nodes/#swap-memory")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "Swap";

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (system.IsSwapOn)
        {
            findings.Warn("swap is on; it works with cgroup v2 only and with a kubelet that is set up for it");
        }

        return Task.CompletedTask;
    }
}
