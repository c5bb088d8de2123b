using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether the machine has the memory a control plane needs. Not asked on Windows.</summary>
public sealed class MemoryCheck(INodeSystem system) : NodeCheck(CheckName, "Give the machine at least 1700 MB of memory.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "Mem";

    private const long NeededMegabytes = 1700;

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        var megabytes = system.TotalMemory >> 20;
        if (!system.IsWindows && megabytes < NeededMegabytes)
        {
            findings.Fail($"the machine has {megabytes} MB of memory; a control plane needs {NeededMegabytes} MB");
        }

        return Task.CompletedTask;
    }
}
