using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether the machine has the processors a control plane needs.</summary>
public sealed class ProcessorCheck(INodeSystem system) : NodeCheck(CheckName, "Give the machine at least 2 processors.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "NumCPU";

    private const int Needed = 2;

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (system.ProcessorCount < Needed)
        {
            findings.Fail($"the machine has {system.ProcessorCount} processors available; a control plane needs {Needed}");
        }

        return Task.CompletedTask;
    }
}
