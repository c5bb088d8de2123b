using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>What the upgrades of the first control-plane node and of any other node have in common.</summary>
/// <typeparam name="TRequest">What a person asks of it.</typeparam>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Hears what happens.</param>
public abstract class UpgradeWorkflow<TRequest>(EnginePorts ports, IWorkflowObserver observer) : Workflow<TRequest, UpgradeConfiguration, UpgradeContext>(ports, observer)
    where TRequest : UpgradeRequest
{
    /// <summary>The variable of the environment that names the folder of a dry run.</summary>
    private const string DryRunVariable = "KUBEADM_UPGRADE_DRYRUN_DIR";

    /// <summary>Runs the whole workflow, or the phases that the request names.</summary>
    /// <returns>The node as the run left it.</returns>
    /// <inheritdoc cref="Workflow{TRequest, TConfiguration, TContext}.RunPhasesAsync" path="/exception"/>
    public async Task<KubeUpgrade> RunAsync(TRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var begun = Ports.Node.Clock.GetTimestamp();
        await using var session = await OpenAsync(request, cancellationToken);
        var results = await session.RunAsync(cancellationToken);
        var report = new PhaseReport(Observer, session.IsDryRun);
        var node = await session.Context.GetNodeAsync(report, cancellationToken);
        var target = KubernetesVersion.Parse(node.Configuration.Cluster.KubernetesVersion);
        var next = await new NextSteps(session.Context, node.Configuration.NodeRegistration.Name, target).FindAsync(report, cancellationToken);
        var upgrade = UpgradeResult.Describe(session, node, results, next, Ports.Node.Clock.GetElapsedTime(begun));
        if (request.Phases.Count == 0)
        {
            SayFarewell(upgrade, report);
        }

        return upgrade;
    }

    /// <summary>Runs the workflow as a dry run of what the run itself would do, of which nothing is kept.</summary>
    /// <returns>The node as the run would leave it.</returns>
    /// <inheritdoc cref="Workflow{TRequest, TConfiguration, TContext}.RunPhasesAsync" path="/exception"/>
    public Task<KubeUpgrade> RehearseAsync(TRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RehearseAsync(request with { NeedsCluster = true }, rehearsal => RunAsync(rehearsal, cancellationToken));
    }

    /// <summary>
    /// Whether a person is to be asked first: the configuration may say <c>forceUpgrade</c>, or <c>dryRun</c>, or leave out the checks. What a run would be refused
    /// for before its first phase is found before the question.
    /// </summary>
    /// <exception cref="KubeadmException">A run would be refused.</exception>
    public async Task<bool> NeedsConsentAsync(TRequest request, CancellationToken cancellationToken)
    {
        await using var context = await OpenForQuestionAsync(request, cancellationToken);
        return context is not null;
    }

    /// <summary>Says, for the question to a person, which node goes to which version; null where nobody is to be asked. Reads the cluster's configuration; changes nothing.</summary>
    /// <exception cref="KubeadmException">A run would be refused, also because the cluster does not tell its configuration.</exception>
    public async Task<string?> FindQuestionAsync(TRequest request, CancellationToken cancellationToken)
    {
        await using var context = await OpenForQuestionAsync(request, cancellationToken);
        if (context is null)
        {
            return null;
        }

        var name = NodeNameOf(context);
        if (UnfinishedEtcdRestore.IsWaiting(context.Node.Files))
        {
            // The API server answers nothing until the run itself has finished that.
            return $"{name}, after an earlier upgrade of it that was ended while it put etcd's data back,";
        }

        var node = await context.GetNodeAsync(new PhaseReport(SilentObserver.Instance), cancellationToken);
        var target = node.Configuration.Cluster.KubernetesVersion;
        return node.From == target ? $"{name} to {target}, the cluster's version," : $"{name} to {target} (the cluster is at {node.From})";
    }

    /// <summary>Whether the machine has to be a control-plane node.</summary>
    private protected virtual bool StartsOnControlPlane => false;

    /// <summary>Puts together what a request and the configuration say.</summary>
    protected abstract UpgradeSettings SettingsOf(TRequest request, UpgradeConfiguration configuration);

    /// <summary>Says, for people, how the upgrade ended and what comes next.</summary>
    /// <param name="upgrade">The node as it is then.</param>
    /// <param name="report">Takes the lines.</param>
    protected virtual void SayFarewell(KubeUpgrade upgrade, PhaseReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        report.DryRunInfo("[upgrade/successful] Finished dryrunning successfully!");
    }

    /// <inheritdoc/>
    protected override Task<LoadedConfiguration<UpgradeConfiguration>> LoadAsync(
        TRequest request, IReadOnlySet<string> phases, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ConfigurationLoader.LoadUpgradeAsync(request.Configuration, request.NotBesideFile, Ports.Node, new LoadOptions(), cancellationToken);
    }

    /// <inheritdoc/>
    protected override UpgradeContext OpenLive(TRequest request, UpgradeConfiguration configuration) =>
        new(request, SettingsOf(request, configuration), Ports, RunTerms.Live, waits: null);

    /// <inheritdoc/>
    protected override async Task<OpenedContext<UpgradeContext>> OpenRehearsalAsync(TRequest request, UpgradeConfiguration configuration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var settings = SettingsOf(request, configuration);
        var isControlPlane = StartsOnControlPlane || StaticPodReader.IsOnControlPlane(Ports.Node.Files);
        var kubeconfig = request.Kubeconfig ?? UpgradeContext.KubeconfigOf(isControlPlane);
        if (request.NeedsCluster || Ports.Node.Files.FileExists(kubeconfig))
        {
            Observer.Info($"[dryrun] Creating a real client from \"{kubeconfig}\"");
            return Rehearse(request, settings, DryRun.Create(Ports, request.DryRunOptions(DryRunVariable), Ports.ConnectCluster, Observer));
        }

        SayStandIn(kubeconfig);
        var standIn = await StandInCluster.CreateAsync(Ports, isControlPlane, cancellationToken);
        var dryRun = DryRun.Create(standIn.Ports, request.DryRunOptions(DryRunVariable), standIn.Ports.ConnectCluster, Observer, standIn);

        // No certificate is one of that cluster.
        return Rehearse(request with { Kubeconfig = StandInCluster.Kubeconfig }, settings with { RenewsCertificates = false }, dryRun);
    }

    /// <summary>Opens the context of a run that a person is to be asked about; null where nobody is.</summary>
    private async Task<UpgradeContext?> OpenForQuestionAsync(TRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (configuration, _) = await LoadAsync(request, Phases.Select(request.Phases, request.SkipPhases), cancellationToken);
        if (!ChangesAnything(request, configuration) || SettingsOf(request, configuration).IsForced || IsQuestionLeftOut(request, configuration))
        {
            return null;
        }

        var context = OpenLive(request, configuration);
        try
        {
            Check(context);
            return context;
        }
        catch
        {
            await context.DisposeAsync();
            throw;
        }
    }

    private void SayStandIn(string kubeconfig)
    {
        Observer.Info("[dryrun] Dryrunning without a real client");
        Observer.Warning($"{kubeconfig} is not there, so this dry run takes a cluster of kubeadm's own making in the place of yours: what it shows is what would become of that one.");
        if (StartsOnControlPlane && !StaticPodReader.IsOnControlPlane(Ports.Node.Files))
        {
            Observer.Warning("No control plane runs on this machine: where it is no dry run, this upgrade is refused here.");
        }
    }

    private static OpenedContext<UpgradeContext> Rehearse(UpgradeRequest request, UpgradeSettings settings, DryRun dryRun) =>
        OpenedContext.Over(dryRun, recording => new UpgradeContext(request, settings, recording, RunTerms.Rehearsal, new RehearsedComponentWaits()));

    /// <inheritdoc/>
    protected override string NodeNameOf(UpgradeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return KubeletIdentity.NodeNameOf(context.Node);
    }

    /// <inheritdoc/>
    protected override string? VersionOf(UpgradeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Configured?.Configuration.Cluster.KubernetesVersion;
    }

    /// <inheritdoc/>
    protected override void Check(UpgradeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Settings.ManifestTimeout <= TimeSpan.Zero)
        {
            throw UpgradeErrors.NoTimeForManifests(context.Settings.ManifestTimeout);
        }
    }

    /// <inheritdoc/>
    protected override Task BeginAsync(UpgradeContext context, IReadOnlySet<string> phases, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.AnnouncePatches(Observer);
        return new UnfinishedEtcdRestore(context, new PhaseReport(Observer)).FinishAsync(cancellationToken);
    }
}
