using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>A control-plane node, from which its cluster is reached as an administrator reaches it.</summary>
public interface IControlPlaneContext : IConfiguredNodeContext
{
    /// <summary>Connects to the cluster, the first time; what that changed goes into the report of the phase that asked first.</summary>
    Task<ApiObjects> ConnectAsync(PhaseReport report, CancellationToken cancellationToken);

    /// <summary>This node's own API server, for questions about its health.</summary>
    IApiServerHealth ConnectToOwnApiServer();
}
