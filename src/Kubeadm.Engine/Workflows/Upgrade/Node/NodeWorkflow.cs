using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade.Node;

/// <summary>Upgrades a node of a cluster whose first control-plane node is upgraded already, as <c>kubeadm upgrade node</c> does.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Hears what happens.</param>
public sealed class NodeWorkflow(EnginePorts ports, IWorkflowObserver observer) : UpgradeWorkflow<UpgradeRequest>(ports, observer)
{
    /// <inheritdoc/>
    protected override PhaseTree<UpgradeContext> Phases => NodePhases.Tree;

    /// <summary>Lists the phases.</summary>
    public static IReadOnlyList<PhaseDescription> Describe() => NodePhases.Tree.Describe();

    /// <inheritdoc/>
    protected override WorkflowChoices Choose(UpgradeRequest request, UpgradeConfiguration configuration) =>
        new(request.SkippedOr(configuration.Node.SkipPhases), configuration.Node.DryRun.GetValueOrDefault());

    /// <inheritdoc/>
    protected override UpgradeSettings SettingsOf(UpgradeRequest request, UpgradeConfiguration configuration) => UpgradeSettings.Of(request, configuration);
}
