using Kubeadm.Engine.Advice;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Creates a first control-plane node, as <c>kubeadm init</c> does.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
public sealed class InitWorkflow(EnginePorts ports, IWorkflowObserver observer) : Workflow<InitRequest, InitConfiguration, InitContext>(ports, observer)
{
    /// <summary>The variable of the environment that names the folder of a dry run.</summary>
    internal const string DryRunVariable = "KUBEADM_INIT_DRYRUN_DIR";

    /// <summary>The phases that speak to the container runtime or write of it. Others do not look for it when they run by themselves.</summary>
    private static readonly string[] NeedRuntime =
    [
        PreflightPhase.PhaseName, KubeletStartPhase.PhaseName, WaitControlPlanePhase.PhaseName,
        $"{UploadConfigPhase.PhaseName}/{UploadConfigKubeadmPhase.PhaseName}", $"{UploadConfigPhase.PhaseName}/{UploadConfigKubeletPhase.PhaseName}",
    ];

    /// <inheritdoc/>
    protected override PhaseTree<InitContext> Phases => InitPhases.Tree;

    /// <summary>Lists the phases.</summary>
    public static IReadOnlyList<PhaseDescription> Describe() => InitPhases.Tree.Describe();

    /// <summary>Runs the whole workflow, or the phases that the request names.</summary>
    /// <returns>The cluster as the run left it.</returns>
    /// <inheritdoc cref="Workflow{TRequest, TConfiguration, TContext}.RunPhasesAsync" path="/exception"/>
    public async Task<KubeCluster> RunAsync(InitRequest request, CancellationToken cancellationToken)
    {
        var begun = Ports.Node.Clock.GetTimestamp();
        await using var session = await OpenAsync(request, cancellationToken);
        var results = await session.RunAsync(cancellationToken);
        return InitResult.Describe(session, results, Ports.Node.Clock.GetElapsedTime(begun));
    }

    /// <summary>Renders the objects that the phases of the request would write to a cluster in which there is nothing yet. No kubeconfig has to be there.</summary>
    /// <returns>The objects as YAML, in the order of the writes.</returns>
    /// <exception cref="WorkflowException">A phase failed.</exception>
    public async Task<IReadOnlyList<string>> RenderAsync(InitRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var blank = new BlankCluster(Ports);
        var recording = request with { DryRun = true, DryRunPath = blank.DryRunPath, Kubeconfig = BlankCluster.Kubeconfig };
        await using var session = await new InitWorkflow(blank.Ports, Observer).OpenAsync(recording, cancellationToken);
        await session.RunAsync(cancellationToken);
        return [.. session.RecordedWrites.Select(write => KubeYaml.Write(write.Object))];
    }

    /// <summary>Runs the phases of certificates that the request names.</summary>
    /// <returns>The certificates that are there now, in the order of the phases; in a dry run, those that would be.</returns>
    /// <inheritdoc cref="Workflow{TRequest, TConfiguration, TContext}.RunPhasesAsync" path="/exception"/>
    public async Task<IReadOnlyList<KubeCertificate>> EnsureCertificatesAsync(InitRequest request, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(request, cancellationToken);
        var results = await session.RunAsync(cancellationToken);
        return InitCertificates.Describe(session.Context, results);
    }

    /// <inheritdoc/>
    protected override async Task<LoadedConfiguration<InitConfiguration>> LoadAsync(
        InitRequest request, IReadOnlySet<string> phases, CancellationToken cancellationToken)
    {
        var skipsRuntime = request.Phases.Count > 0 && !phases.Overlaps(NeedRuntime);
        var options = new LoadOptions { VersionResolver = Ports.VersionResolver, SkipCriDetection = skipsRuntime };
        var loaded = await ConfigurationLoader.LoadInitAsync(request.Configuration, request.Flags, Ports.Node, options, cancellationToken);
        SkippedAddons.Disable(loaded.Configuration, request.SkippedOr(loaded.Configuration.SkipPhases));
        if (ControlPlaneEndpoint.PortWarning(loaded.Configuration.Cluster, loaded.Configuration.LocalApiEndpoint) is { } warning)
        {
            Observer.Warning(warning);
        }

        Observer.Info($"[init] Using Kubernetes version: {loaded.Configuration.Cluster.KubernetesVersion}");
        return request.Phases.Count == 0 ? ConfigurationAdvisor.Advise(loaded, Ports.Node) : loaded;
    }

    /// <inheritdoc/>
    protected override WorkflowChoices Choose(InitRequest request, InitConfiguration configuration) =>
        new([.. request.SkippedOr(configuration.SkipPhases), .. SkippedAddons.Of(configuration.Cluster)], configuration.DryRun);

    /// <inheritdoc/>
    protected override InitContext OpenLive(InitRequest request, InitConfiguration configuration) => new(request, configuration, Ports, RunTerms.Live);

    /// <inheritdoc/>
    protected override Task<OpenedContext<InitContext>> OpenRehearsalAsync(InitRequest request, InitConfiguration configuration, CancellationToken cancellationToken)
    {
        // Single phases read a cluster that is there. A whole run makes its cluster: there is none to ask.
        var isLive = request.Phases.Count > 0 && Ports.Node.Files.FileExists(request.Kubeconfig ?? KubernetesPaths.AdminKubeconfig);
        var options = request.DryRunOptions(DryRunVariable) with { CertificatesDirectory = configuration.Cluster.CertificatesDir };
        options = request.KubeconfigDirectory is { } directory ? options with { KubeconfigDirectory = directory } : options;
        var dryRun = DryRun.Create(Ports, options, isLive ? Ports.ConnectCluster : null, Observer);
        return Task.FromResult(OpenedContext.Over(dryRun, recording => new InitContext(request, configuration, recording, RunTerms.Rehearsal)));
    }

    /// <inheritdoc/>
    protected override string NodeNameOf(InitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Configuration.NodeRegistration.Name;
    }

    /// <inheritdoc/>
    protected override string? VersionOf(InitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Configuration.Cluster.KubernetesVersion;
    }

    /// <inheritdoc/>
    /// <remarks>Phases that only make certificates and kubeconfigs change only the folders of these: those of several clusters can be made side by side.</remarks>
    protected override IEnumerable<string> FoldersOf(InitContext context, IReadOnlySet<string> phases)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(phases);
        var certificates = context.Configuration.Cluster.CertificatesDir;
        var groups = phases.Select(phase => phase.Split('/')[0]).Distinct().ToList();
        return groups.Count > 0 && groups.All(group => group is CertsPhase.PhaseName or KubeconfigPhase.PhaseName)
            ? groups.Select(group => group == CertsPhase.PhaseName ? certificates : context.KubeconfigDirectory)
            : [KubernetesPaths.ConfigurationDirectory, certificates];
    }

    /// <inheritdoc/>
    protected override void Check(InitContext context) => InitRequirements.Check(context);

    /// <inheritdoc/>
    protected override Task BeginAsync(InitContext context, IReadOnlySet<string> phases, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.PrefetchKeys(phases);
        context.AnnouncePatches(Observer);
        return Task.CompletedTask;
    }
}
