using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.DesiredState;

/// <summary>This machine as a worker.</summary>
/// <param name="name">The kind's name.</param>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
internal sealed class NodeResource(string name, EnginePorts ports, IWorkflowObserver observer) : MachineResource<KubeNodeState>(name, ports, observer)
{
    /// <inheritdoc/>
    protected override string Role => MachineRole.Worker;

    /// <inheritdoc/>
    protected override Task<KubeNodeState> ReadAsync(KubeNodeState wanted, CancellationToken cancellationToken)
    {
        var survey = MachineSurvey.Of(Ports, takesBroken: !wanted.IsWanted);
        return Task.FromResult(new KubeNodeState
        {
            NodeName = survey.NodeName,
            Exist = survey.Role == MachineRole.Worker,
            Role = survey.Role,
            ClusterEndpoint = survey.ClusterEndpoint,
        });
    }

    /// <inheritdoc/>
    protected override ResourceStep Plan(KubeNodeState wanted, KubeNodeState found, IReadOnlyList<string> differences)
    {
        RefuseOthers(wanted, found);
        return !wanted.IsWanted ? Reset(wanted) : Await(wanted) ?? Join(wanted, new());
    }
}
