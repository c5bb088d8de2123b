using System.Diagnostics;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>Makes this machine a node of a cluster, as <c>kubeadm join</c> does.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Hears what happens.</param>
public sealed class JoinWorkflow(EnginePorts ports, IWorkflowObserver observer)
{
    private const string DryRunVariable = "KUBEADM_JOIN_DRYRUN_DIR";

    /// <summary>The phases that speak to the container runtime or write of it. Others do not look for it when they run by themselves.</summary>
    private static readonly string[] NeedsRuntime = ["preflight", "kubelet-start", "kubelet-wait-bootstrap", "wait-control-plane"];

    /// <summary>Lists the phases.</summary>
    public static IReadOnlyList<PhaseDescription> Describe() => JoinPhases.Tree.Describe();

    /// <summary>Runs the whole workflow, or the phases that the request names, and tells of the node.</summary>
    /// <exception cref="ConfigurationException">The configuration cannot be used; nothing was changed.</exception>
    /// <exception cref="WorkflowException">A phase failed; carries the results so far.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public Task<KubeNode> RunAsync(JoinRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var watch = Stopwatch.StartNew();
        return RunAsync(request, async (context, results, dryRun) =>
        {
            var target = await context.GetTargetAsync(new PhaseReport(observer), cancellationToken).ConfigureAwait(false);
            foreach (var line in request.Phases.Count == 0 ? JoinResult.Farewell(context, target) : [])
            {
                observer.Info(line);
            }

            return JoinResult.Describe(context, target, results, dryRun, watch.Elapsed);
        }, cancellationToken);
    }

    /// <summary>Tells which phases would run. Reads the configuration; looks neither at the cluster nor further at the machine.</summary>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public async Task<WorkflowPlan> PlanAsync(JoinRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var configuration = await LoadAsync(request, cancellationToken).ConfigureAwait(false);
        var chosen = Choose(request, configuration);
        await using var context = new JoinContext(request, configuration, ports, new JoinDiscovery(ports, null), isDryRun: false);
        return new WorkflowPlan(context.NodeName, JoinPhases.Tree.Plan(context, chosen));
    }

    /// <summary>Runs the phases that the request names, with their children.</summary>
    /// <returns>A result for each phase that was chosen.</returns>
    /// <inheritdoc cref="RunAsync(JoinRequest, CancellationToken)" path="/exception"/>
    public Task<IReadOnlyList<PhaseResult>> RunPhasesAsync(JoinRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var chosen = JoinPhases.Tree.Select(request.Phases, []);
        return RunAsync(
            request, (_, results, _) => Task.FromResult<IReadOnlyList<PhaseResult>>([.. results.Where(result => chosen.Contains(result.Phase))]), cancellationToken);
    }

    private async Task<T> RunAsync<T>(
        JoinRequest request, Func<JoinContext, IReadOnlyList<PhaseResult>, DryRunFolder?, Task<T>> conclude, CancellationToken cancellationToken)
    {
        JoinPhases.Tree.Select(request.Phases, request.SkipPhases);
        var configuration = await LoadAsync(request, cancellationToken).ConfigureAwait(false);
        var chosen = Choose(request, configuration);
        var standIn = request.DryRun || configuration.DryRun ? new StandInCluster() : null;
        using var dryRun = standIn is null ? null : CreateDryRun(request, standIn);
        await using var context = new JoinContext(request, configuration, dryRun?.Ports ?? ports, new JoinDiscovery(ports, standIn), dryRun is not null);
        context.AnnouncePatches(observer);
        try
        {
            var results = await new WorkflowRunner<JoinContext>(JoinPhases.Tree, observer).RunAsync(context, chosen, cancellationToken).ConfigureAwait(false);
            return await conclude(context, results, dryRun?.Folder).ConfigureAwait(false);
        }
        finally
        {
            dryRun?.SaveClusterWrites();
        }
    }

    private static IReadOnlySet<string> Choose(JoinRequest request, JoinConfiguration configuration) =>
        JoinPhases.Tree.Select(request.Phases, request.SkippedOr(configuration.SkipPhases));

    private DryRun CreateDryRun(JoinRequest request, StandInCluster standIn)
    {
        var dryRun = DryRun.Create(
            ports, request.DryRunOptions(DryRunVariable), (kubeconfig, options) => standIn.ConnectLive(ports, kubeconfig, options), observer);
        standIn.Fill(dryRun.Cluster);
        return dryRun;
    }

    private async Task<JoinConfiguration> LoadAsync(JoinRequest request, CancellationToken cancellationToken)
    {
        var flags = request.Phases.Count > 0 && request.Configuration is null ? WithDiscovery(request.Flags) : request.Flags;
        var skipsRuntime = request.Phases.Count > 0 && !JoinPhases.Tree.Select(request.Phases, []).Overlaps(NeedsRuntime);
        var options = new LoadOptions { VersionResolver = ports.VersionResolver, SkipCriDetection = skipsRuntime };
        var loaded = await ConfigurationLoader.LoadJoinAsync(request.Configuration, flags, ports.Node, options, cancellationToken).ConfigureAwait(false);
        observer.Warn(loaded.Findings);
        return loaded.Configuration;
    }

    /// <summary>
    /// Phases that come late need no discovery: the administrator's kubeconfig, which an earlier phase made, tells where the cluster is.
    /// </summary>
    private JoinFlags WithDiscovery(JoinFlags flags)
    {
        if (!string.IsNullOrEmpty(flags.ApiServerEndpoint) || !string.IsNullOrEmpty(flags.DiscoveryFile))
        {
            return flags;
        }

        return ports.Node.Files.FileExists(KubernetesPaths.AdminKubeconfig)
            ? flags with { DiscoveryFile = KubernetesPaths.AdminKubeconfig }
            : throw new KubeadmException("KubeconfigNotFound", $"neither is it said how to find the cluster, nor is {KubernetesPaths.AdminKubeconfig} there to tell")
            {
                Kind = KubeadmErrorKind.NotFound,
                Target = KubernetesPaths.AdminKubeconfig,
                Remedy = "Give the API server's endpoint with a token, a discovery file or a configuration; or run the phases of control-plane-prepare first, which make it.",
            };
    }
}
