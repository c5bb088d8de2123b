using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Tracing;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.PowerShell;

/// <summary>What a piece of the engine works with: the ways to the world, and the observer.</summary>
/// <param name="Ports">The ways to the world.</param>
/// <param name="Observer">Receives what happens.</param>
internal sealed record EngineScope(EnginePorts Ports, IWorkflowObserver Observer)
{
    /// <summary>The engine over this machine: the one place where the module chooses what lies behind the ports.</summary>
    /// <param name="observer">Receives what happens.</param>
    /// <param name="stopping">Ends waits that have no token of their own.</param>
    /// <param name="trace">Is told of each exchange with the world; null where nobody asks.</param>
    public static EngineScope OfThisMachine(IWorkflowObserver observer, CancellationToken stopping, PortTrace? trace = null) =>
        new(EnginePorts.CreateLocal(trace, stopping), observer);

    /// <summary>The same, without what is said of how it goes on: for work that only serves other work.</summary>
    public EngineScope Quietly() => this with { Observer = new QuietObserver(Observer) };
}
