using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>A node whose configuration is known, at the latest when a phase asks for it: a node that joins finds it in the cluster.</summary>
public interface IConfiguredNodeContext
{
    /// <summary>The machine.</summary>
    INode Node { get; }

    /// <summary>The user's patches.</summary>
    PatchSet Patches { get; }

    /// <summary>Waits for what runs on the node.</summary>
    INodeWaits Waits { get; }

    /// <summary>The node with its configuration; null while that is not known.</summary>
    ConfiguredNode? Configured { get; }

    /// <summary>Finds the node's configuration, the first time.</summary>
    /// <param name="report">Receives the report, of the phase that asked first.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<ConfiguredNode> ConfigureAsync(PhaseReport report, CancellationToken cancellationToken);
}
