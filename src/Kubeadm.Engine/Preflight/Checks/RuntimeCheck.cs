using Kubeadm.Engine.Ports.ContainerRuntime;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether the container runtime answers and can run Pods. Its network may still be missing.</summary>
public sealed class RuntimeCheck(IContainerRuntime runtime)
    : NodeCheck(CheckName, ContainerRuntimeErrors.StartRuntime)
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "CRI";

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        var status = await runtime.GetStatusAsync(cancellationToken);
        if (!status.RuntimeReady)
        {
            findings.Fail($"the container runtime at {runtime.Endpoint} is not ready: {status.Message}");
        }
    }
}
