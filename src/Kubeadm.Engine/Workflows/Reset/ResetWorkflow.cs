using System.Diagnostics;
using Kubeadm.Engine.Cleanup;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Reset;

/// <summary>Takes a node apart, as <c>kubeadm reset</c> does: what init and join did to the machine is undone as far as it can be.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Hears what happens.</param>
public sealed class ResetWorkflow(EnginePorts ports, IWorkflowObserver observer)
{
    /// <summary>Lists the phases.</summary>
    public static IReadOnlyList<PhaseDescription> Describe() => ResetPhases.Tree.Describe();

    /// <summary>Whether a person is to be asked first: the configuration may say <c>force</c>, or <c>dryRun</c>.</summary>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public async Task<bool> NeedsConsentAsync(ResetRequest request, CancellationToken cancellationToken)
    {
        var (configuration, _) = await LoadAsync(request, cancellationToken).ConfigureAwait(false);
        return !request.DryRun && configuration is { Force: false, DryRun: false };
    }

    /// <summary>Tells which phases would run. Reads the configuration; changes nothing.</summary>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public async Task<WorkflowPlan> PlanAsync(ResetRequest request, CancellationToken cancellationToken)
    {
        var (configuration, _) = await LoadAsync(request, cancellationToken).ConfigureAwait(false);
        await using var context = new ResetContext(request, configuration, ports, isDryRun: false);
        return new WorkflowPlan(ports.Node.Network.HostName, ResetPhases.Tree.Plan(context, Choose(request, configuration)));
    }

    /// <summary>Runs the whole workflow, or the phases that the request names, and tells what went and what is left.</summary>
    /// <exception cref="ConfigurationException">The configuration cannot be used; nothing was changed.</exception>
    /// <exception cref="KubeadmException"><c>UnsafeDirectory</c>: a folder that must not be emptied is named; nothing was changed.</exception>
    /// <exception cref="WorkflowException">A phase failed; carries the results so far.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<ResetResult> RunAsync(ResetRequest request, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        ResetPhases.Tree.Select(request.Phases, request.SkipPhases);
        var (configuration, findings) = await LoadAsync(request, cancellationToken).ConfigureAwait(false);
        FolderGuard.Check(ports.Node.Files, request.Flags.CertDir ?? configuration.CertificatesDir, "certificatesDir (--cert-dir)");
        observer.Warn(findings);
        var chosen = Choose(request, configuration);
        using var dryRun = request.DryRun || configuration.DryRun ? new ResetDryRun() : null;
        await using var context = new ResetContext(request, configuration, dryRun?.Record(ports) ?? ports, dryRun is not null);
        await context.Cluster.ReadAsync(observer, cancellationToken).ConfigureAwait(false);
        var phases = await new WorkflowRunner<ResetContext>(ResetPhases.Tree, observer).RunAsync(context, chosen, cancellationToken).ConfigureAwait(false);
        var result = new ResetResult { Phases = phases, DryRun = context.IsDryRun, Duration = watch.Elapsed };
        if (request.Phases.Count == 0)
        {
            SayWhatIsLeft(result);
        }

        return result;
    }

    /// <summary>Runs the phases that the request names, with their children.</summary>
    /// <returns>A result for each phase that was chosen.</returns>
    public async Task<IReadOnlyList<PhaseResult>> RunPhasesAsync(ResetRequest request, CancellationToken cancellationToken)
    {
        var chosen = ResetPhases.Tree.Select(request.Phases, []);
        var result = await RunAsync(request, cancellationToken).ConfigureAwait(false);
        return [.. result.Phases.Where(phase => chosen.Contains(phase.Phase))];
    }

    private static IReadOnlySet<string> Choose(ResetRequest request, ResetConfiguration configuration) =>
        ResetPhases.Tree.Select(request.Phases, request.SkippedOr(configuration.SkipPhases));

    /// <summary>The runtime is only looked for when a phase needs it: several of them are an error then.</summary>
    private Task<LoadedConfiguration<ResetConfiguration>> LoadAsync(ResetRequest request, CancellationToken cancellationToken)
    {
        var needsRuntime = ResetPhases.Tree.Select(request.Phases, request.SkipPhases).Contains(CleanupNodePhase.Path);
        var options = new LoadOptions { SkipCriDetection = !needsRuntime };
        return ConfigurationLoader.LoadResetAsync(request.Configuration, request.Flags, ports.Node, options, cancellationToken);
    }

    private void SayWhatIsLeft(ResetResult result)
    {
        if (result.Left.Count == 0)
        {
            return;
        }

        observer.Info("");
        observer.Info("Left for you to look at:");
        foreach (var leftover in result.Left)
        {
            observer.Info($"  {leftover}");
        }
    }
}
