using Kubeadm.Engine.Advice;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>Turns this machine into a node of a cluster, as <c>kubeadm join</c> does.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
public sealed class JoinWorkflow(EnginePorts ports, IWorkflowObserver observer) : Workflow<JoinRequest, JoinConfiguration, JoinContext>(ports, observer)
{
    private const string DryRunVariable = "KUBEADM_JOIN_DRYRUN_DIR";

    /// <summary>The phases that speak to the container runtime or write of it. Others do not look for it when they run by themselves.</summary>
    private static readonly string[] NeedRuntime = [PreflightPhase.PhaseName, KubeletStartPhase.PhaseName, KubeletWaitBootstrapPhase.PhaseName, WaitControlPlanePhase.PhaseName];

    /// <inheritdoc/>
    protected override PhaseTree<JoinContext> Phases => JoinPhases.Tree;

    /// <summary>Lists the phases.</summary>
    public static IReadOnlyList<PhaseDescription> Describe() => JoinPhases.Tree.Describe();

    /// <summary>Runs the whole workflow, or the phases that the request names.</summary>
    /// <returns>The node as the run left it.</returns>
    /// <inheritdoc cref="Workflow{TRequest, TConfiguration, TContext}.RunPhasesAsync" path="/exception"/>
    public async Task<KubeNode> RunAsync(JoinRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var begun = Ports.Node.Clock.GetTimestamp();
        await using var session = await OpenAsync(request, cancellationToken);
        var results = await session.RunAsync(cancellationToken);
        var target = await session.Context.GetTargetAsync(new PhaseReport(Observer), cancellationToken);
        foreach (var line in request.Phases.Count == 0 ? JoinResult.Farewell(session.Context, target) : [])
        {
            Observer.Info(line);
        }

        return JoinResult.Describe(session, target, results, Ports.Node.Clock.GetElapsedTime(begun));
    }

    /// <inheritdoc/>
    protected override async Task<LoadedConfiguration<JoinConfiguration>> LoadAsync(
        JoinRequest request, IReadOnlySet<string> phases, CancellationToken cancellationToken)
    {
        var flags = request.Phases.Count > 0 && request.Configuration is null ? WithDiscovery(request.Flags) : request.Flags;
        var skipsRuntime = request.Phases.Count > 0 && !phases.Overlaps(NeedRuntime);
        var options = new LoadOptions { VersionResolver = Ports.VersionResolver, SkipCriDetection = skipsRuntime };
        var loaded = await ConfigurationLoader.LoadJoinAsync(request.Configuration, flags, Ports.Node, options, cancellationToken);
        return request.Phases.Count == 0 ? ConfigurationAdvisor.Advise(loaded, Ports.Node) : loaded;
    }

    /// <inheritdoc/>
    protected override WorkflowChoices Choose(JoinRequest request, JoinConfiguration configuration) =>
        new(request.SkippedOr(configuration.SkipPhases), configuration.DryRun);

    /// <inheritdoc/>
    protected override JoinContext OpenLive(JoinRequest request, JoinConfiguration configuration) =>
        new(request, configuration, Ports, RunTerms.Live, new JoinDiscovery(Ports, standIn: null), new EtcdAccess());

    /// <inheritdoc/>
    protected override Task<OpenedContext<JoinContext>> OpenRehearsalAsync(JoinRequest request, JoinConfiguration configuration, CancellationToken cancellationToken)
    {
        var standIn = new StandInCluster();
        var dryRun = DryRun.Create(
            Ports, request.DryRunOptions(DryRunVariable), (kubeconfig, options) => standIn.ConnectLive(Ports, kubeconfig, options), Observer);
        standIn.Fill(dryRun.Cluster);

        // kubeadm's dry run has no cluster to put in the place of one that does not answer.
        var taken = request.DryRunForm == DryRunForm.Kubeadm ? null : standIn;
        return Task.FromResult(OpenedContext.Over(
            dryRun, recording => new JoinContext(request, configuration, recording, RunTerms.Rehearsal, new JoinDiscovery(Ports, taken), new StandInEtcd())));
    }

    /// <inheritdoc/>
    protected override string NodeNameOf(JoinContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.NodeName;
    }

    /// <inheritdoc/>
    protected override string? VersionOf(JoinContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Configured?.Configuration.Cluster.KubernetesVersion;
    }

    /// <inheritdoc/>
    protected override Task BeginAsync(JoinContext context, IReadOnlySet<string> phases, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Phases = phases;
        context.AnnouncePatches(Observer);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Phases that come late need no discovery: the administrator's kubeconfig, which an earlier phase created, names the cluster.
    /// </summary>
    private JoinFlags WithDiscovery(JoinFlags flags)
    {
        if (!string.IsNullOrEmpty(flags.ApiServerEndpoint) || !string.IsNullOrEmpty(flags.DiscoveryFile))
        {
            return flags;
        }

        return Ports.Node.Files.FileExists(KubernetesPaths.AdminKubeconfig)
            ? flags with { DiscoveryFile = KubernetesPaths.AdminKubeconfig }
            : throw JoinErrors.ClusterNotNamed();
    }
}
