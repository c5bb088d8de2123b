using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Upgrade;
using Kubeadm.Engine.Workflows.Upgrade.Apply;

namespace Kubeadm.Engine.Operations.Preflight;

/// <summary>Checks whether this machine can take part in a workflow. Changes nothing of the machine.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Hears what happens.</param>
public sealed class NodeChecks(EnginePorts ports, IWorkflowObserver observer)
{
    /// <summary>Runs the checks, all of them whatever they find.</summary>
    /// <exception cref="KubeadmException">The configuration cannot be used; for an upgrade also those of requests.</exception>
    public Task<IReadOnlyList<PreflightCheck>> RunAsync(NodeCheckRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Is(request, NodeCheckWorkflow.Upgrade) ? ForUpgradeAsync(request, cancellationToken)
            : Is(request, NodeCheckWorkflow.Join) ? ForJoinAsync(request, cancellationToken)
            : ForInitAsync(request, cancellationToken);
    }

    private Task<IReadOnlyList<PreflightCheck>> ForUpgradeAsync(NodeCheckRequest request, CancellationToken cancellationToken)
    {
        var upgrade = new UpgradeApplyRequest
        {
            Configuration = request.Configuration,
            Version = request.KubernetesVersion,
            Kubeconfig = request.Kubeconfig,
            IgnorePreflightErrors = request.IgnorePreflightErrors,
        };
        return new ApplyWorkflow(ports, observer).CheckAsync(upgrade, cancellationToken);
    }

    private async Task<IReadOnlyList<PreflightCheck>> ForJoinAsync(NodeCheckRequest request, CancellationToken cancellationToken)
    {
        var flags = new JoinFlags { CriSocket = request.CriSocket };
        var join = await ConfigurationLoader.LoadJoinAsync(request.Configuration, flags, ports.Node, new LoadOptions { NeedsDiscovery = false }, cancellationToken);
        return await RunAsync(request, join.Findings, join.Configuration.NodeRegistration, checks => checks.ForJoin(join.Configuration), cancellationToken);
    }

    private async Task<IReadOnlyList<PreflightCheck>> ForInitAsync(NodeCheckRequest request, CancellationToken cancellationToken)
    {
        var flags = new InitFlags { CriSocket = request.CriSocket, KubernetesVersion = request.KubernetesVersion };
        var init = await ConfigurationLoader.LoadInitAsync(request.Configuration, flags, ports.Node, new LoadOptions(), cancellationToken);
        return await RunAsync(request, init.Findings, init.Configuration.NodeRegistration, checks => checks.ForInit(init.Configuration), cancellationToken);
    }

    private async Task<IReadOnlyList<PreflightCheck>> RunAsync(
        NodeCheckRequest request,
        IEnumerable<Finding> findings,
        NodeRegistration registration,
        Func<WorkflowChecks, IReadOnlyList<NodeCheck>> choose,
        CancellationToken cancellationToken)
    {
        observer.Warn(findings);
        var ignored = IgnoredChecks.Parse(request.IgnorePreflightErrors, registration.IgnorePreflightErrors);
        await using var runtime = ports.ConnectRuntime(registration.CriSocket);
        return await PreflightRunner.RunAsync(choose(new WorkflowChecks(ports.Observed, runtime)), ignored, cancellationToken);
    }

    private static bool Is(NodeCheckRequest request, string workflow) => string.Equals(request.Workflow, workflow, StringComparison.OrdinalIgnoreCase);
}
