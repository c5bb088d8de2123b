using Kubeadm.Engine.Cleanup;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Reset;

/// <summary>Takes a node apart, as <c>kubeadm reset</c> does: what init and join did to the machine is undone as far as it can be.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
public sealed class ResetWorkflow(EnginePorts ports, IWorkflowObserver observer) : Workflow<ResetRequest, ResetConfiguration, ResetContext>(ports, observer)
{
    /// <inheritdoc/>
    protected override PhaseTree<ResetContext> Phases => ResetPhases.Tree;

    /// <summary>Lists the phases.</summary>
    public static IReadOnlyList<PhaseDescription> Describe() => ResetPhases.Tree.Describe();

    /// <summary>Whether a person is to be asked first: the configuration may say <c>force</c>, or <c>dryRun</c>, or leave out the checks.</summary>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public async Task<bool> NeedsConsentAsync(ResetRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (configuration, _) = await LoadAsync(request, Phases.Select(request.Phases, request.SkipPhases), cancellationToken);
        return ChangesAnything(request, configuration) && !configuration.Force && !IsQuestionLeftOut(request, configuration);
    }

    /// <summary>Runs the whole workflow, or the phases that the request names.</summary>
    /// <returns>What went and what is left.</returns>
    /// <exception cref="KubeadmException"><c>UnsafeDirectory</c>: a folder that must not be emptied is named; nothing was changed.</exception>
    /// <inheritdoc cref="Workflow{TRequest, TConfiguration, TContext}.RunPhasesAsync" path="/exception"/>
    public async Task<ResetResult> RunAsync(ResetRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var begun = Ports.Node.Clock.GetTimestamp();
        await using var session = await OpenAsync(request, cancellationToken);
        var phases = await session.RunAsync(cancellationToken);
        var result = new ResetResult { Phases = phases, DryRun = session.IsDryRun, Duration = Ports.Node.Clock.GetElapsedTime(begun) };
        if (request.Phases.Count == 0)
        {
            SayWhatIsLeft(result);
        }

        return result;
    }

    /// <inheritdoc/>
    /// <remarks>The runtime is only looked for when a phase needs it: several of them are an error then.</remarks>
    protected override Task<LoadedConfiguration<ResetConfiguration>> LoadAsync(
        ResetRequest request, IReadOnlySet<string> phases, CancellationToken cancellationToken)
    {
        var options = new LoadOptions { SkipCriDetection = !phases.Contains(CleanupNodePhase.PhaseName) };
        return ConfigurationLoader.LoadResetAsync(request.Configuration, request.Flags, Ports.Node, options, cancellationToken);
    }

    /// <inheritdoc/>
    protected override WorkflowChoices Choose(ResetRequest request, ResetConfiguration configuration) =>
        new(request.SkippedOr(configuration.SkipPhases), configuration.DryRun);

    /// <inheritdoc/>
    protected override ResetContext OpenLive(ResetRequest request, ResetConfiguration configuration)
    {
        GuardFolders(request, configuration);
        return new ResetContext(request, configuration, Ports, RunTerms.Live);
    }

    /// <inheritdoc/>
    protected override Task<OpenedContext<ResetContext>> OpenRehearsalAsync(ResetRequest request, ResetConfiguration configuration, CancellationToken cancellationToken)
    {
        GuardFolders(request, configuration);
        return Task.FromResult(OpenedContext.Over(new ResetDryRun(Ports), recording => new ResetContext(request, configuration, recording, RunTerms.Rehearsal)));
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> FoldersOf(ResetContext context, IReadOnlySet<string> phases)
    {
        ArgumentNullException.ThrowIfNull(context);
        return [KubernetesPaths.ConfigurationDirectory, context.Configuration.CertificatesDir];
    }

    /// <inheritdoc/>
    protected override string NodeNameOf(ResetContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Node.Network.HostName;
    }

    /// <inheritdoc/>
    protected override string? VersionOf(ResetContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Cluster.Configuration?.Cluster.KubernetesVersion;
    }

    /// <inheritdoc/>
    protected override Task BeginAsync(ResetContext context, IReadOnlySet<string> phases, CancellationToken cancellationToken) =>
        context.Cluster.ReadAsync(Observer, cancellationToken);

    private void GuardFolders(ResetRequest request, ResetConfiguration configuration) => new FolderGuard(Ports.Node.Files, request.AllowedDirectories)
        .Check(request.Flags.CertDir ?? configuration.CertificatesDir, FolderUse.Certificates, "certificatesDir");

    private void SayWhatIsLeft(ResetResult result)
    {
        if (result.Left.Count == 0)
        {
            return;
        }

        Observer.Info("");
        Observer.Info("Left for you to look at:");
        foreach (var leftover in result.Left)
        {
            Observer.Info($"  {leftover}");
        }
    }
}
