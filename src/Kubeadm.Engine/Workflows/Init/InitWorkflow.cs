using System.Diagnostics;
using k8s;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Makes a first control-plane node, as <c>kubeadm init</c> does.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Hears what happens.</param>
public sealed class InitWorkflow(EnginePorts ports, IWorkflowObserver observer)
{
    /// <summary>The variable of the environment that names the folder of a dry run.</summary>
    internal const string DryRunVariable = "KUBEADM_INIT_DRYRUN_DIR";

    /// <summary>The phases that speak to the container runtime or write of it. Others do not look for it when they run by themselves.</summary>
    private static readonly string[] NeedsRuntime = ["preflight", "kubelet-start", "wait-control-plane", "upload-config/kubeadm", "upload-config/kubelet"];

    /// <summary>Lists the phases.</summary>
    public static IReadOnlyList<PhaseDescription> Describe() => InitPhases.Tree.Describe();

    /// <summary>Runs the whole workflow, or the phases that the request names, and tells of the cluster.</summary>
    /// <exception cref="ConfigurationException">The configuration cannot be used; nothing was changed.</exception>
    /// <exception cref="WorkflowException">A phase failed; carries the results so far.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public Task<KubeCluster> RunAsync(InitRequest request, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        return RunAsync(request, (context, results, dryRun) => InitResult.Describe(context, results, dryRun?.Folder, watch.Elapsed), cancellationToken);
    }

    /// <summary>Runs the phases that the request names, with their children.</summary>
    /// <returns>A result for each phase that was chosen.</returns>
    public async Task<IReadOnlyList<PhaseResult>> RunPhasesAsync(InitRequest request, CancellationToken cancellationToken)
    {
        var chosen = InitPhases.Tree.Select(request.Phases, []);
        var cluster = await RunAsync(request, cancellationToken).ConfigureAwait(false);
        return [.. cluster.Phases.Where(result => chosen.Contains(result.Phase))];
    }

    /// <summary>Renders the objects that the phases of the request would write to a cluster in which there is nothing yet. No kubeconfig has to be there.</summary>
    /// <returns>The objects as YAML, in the order of the writes.</returns>
    /// <exception cref="WorkflowException">A phase failed.</exception>
    public async Task<IReadOnlyList<string>> RenderAsync(InitRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var blank = new BlankCluster(ports);
        var recording = request with { DryRun = true, DryRunPath = blank.DryRunPath, Kubeconfig = BlankCluster.Kubeconfig };
        return await new InitWorkflow(blank.Ports, observer).RunAsync<IReadOnlyList<string>>(
            recording, (_, _, dryRun) => [.. dryRun!.Cluster.Writes.Select(write => Serialization.Yaml.KubernetesYaml.Write(write.Object))], cancellationToken);
    }

    /// <summary>Runs the phases of certificates that the request names, and tells of each certificate.</summary>
    /// <returns>The certificates that are there now, in the order of the phases; in a dry run, those that would be.</returns>
    public Task<IReadOnlyList<KubeCertificate>> EnsureCertificatesAsync(InitRequest request, CancellationToken cancellationToken) =>
        RunAsync(request, (context, results, _) => InitCertificates.Describe(context, results), cancellationToken);

    /// <summary>Tells which phases <see cref="RunAsync(InitRequest, CancellationToken)"/> would run for the request. Reads the configuration and what is on the node; changes nothing.</summary>
    /// <exception cref="KubeadmException">A run would be refused before its first phase.</exception>
    public async Task<WorkflowPlan> PlanAsync(InitRequest request, CancellationToken cancellationToken)
    {
        var (loaded, chosen) = await PrepareAsync(request, cancellationToken).ConfigureAwait(false);
        await using var context = new InitContext(request, loaded, ports, isDryRun: false);
        InitRequirements.Check(context);
        return new WorkflowPlan(loaded.NodeRegistration.Name, InitPhases.Tree.Plan(context, chosen));
    }

    private async Task<T> RunAsync<T>(
        InitRequest request, Func<InitContext, IReadOnlyList<PhaseResult>, DryRun?, T> describe, CancellationToken cancellationToken)
    {
        var (loaded, chosen) = await PrepareAsync(request, cancellationToken).ConfigureAwait(false);
        using var dryRun = request.DryRun || loaded.DryRun ? CreateDryRun(request, loaded.Cluster.CertificatesDir) : null;
        await using var context = new InitContext(request, loaded, dryRun?.Ports ?? ports, dryRun is not null);
        InitRequirements.Check(context);
        context.PrefetchKeys(chosen);
        context.AnnouncePatches(observer);
        try
        {
            var results = await new WorkflowRunner<InitContext>(InitPhases.Tree, observer).RunAsync(context, chosen, cancellationToken).ConfigureAwait(false);
            return describe(context, results, dryRun);
        }
        finally
        {
            dryRun?.SaveClusterWrites();
        }
    }

    private DryRun CreateDryRun(InitRequest request, string certificatesDirectory)
    {
        var options = request.DryRunOptions(DryRunVariable) with { CertificatesDirectory = certificatesDirectory };
        options = request.KubeconfigDirectory is { } directory ? options with { KubeconfigDirectory = directory } : options;
        return DryRun.Create(ports, options, LiveCluster(request), observer);
    }

    /// <summary>Reads the configuration and chooses the phases; names of phases are looked at first, since that costs nothing.</summary>
    private async Task<(InitConfiguration Configuration, IReadOnlySet<string> Phases)> PrepareAsync(InitRequest request, CancellationToken cancellationToken)
    {
        InitPhases.Tree.Select(request.Phases, request.SkipPhases);
        var loaded = await LoadAsync(request, cancellationToken).ConfigureAwait(false);
        var skip = SkippedAddons.Reconcile(loaded.Cluster, request.SkippedOr(loaded.SkipPhases));
        return (loaded, InitPhases.Tree.Select(request.Phases, skip));
    }

    /// <summary>In a dry run, single phases read a cluster that is there. A whole run makes its cluster: there is none to ask.</summary>
    private Func<string, ConnectOptions, IKubernetes>? LiveCluster(InitRequest request) =>
        request.Phases.Count > 0 && ports.Node.Files.FileExists(request.Kubeconfig ?? KubernetesPaths.AdminKubeconfig) ? ports.ConnectCluster : null;

    private async Task<InitConfiguration> LoadAsync(InitRequest request, CancellationToken cancellationToken)
    {
        var skipsRuntime = request.Phases.Count > 0 && !InitPhases.Tree.Select(request.Phases, []).Overlaps(NeedsRuntime);
        var options = new LoadOptions { VersionResolver = ports.VersionResolver, SkipCriDetection = skipsRuntime };
        var loaded = await ConfigurationLoader.LoadInitAsync(request.Configuration, request.Flags, ports.Node, options, cancellationToken).ConfigureAwait(false);
        observer.Warn(loaded.Findings);
        observer.Info($"[init] Using Kubernetes version: {loaded.Configuration.Cluster.KubernetesVersion}");
        return loaded.Configuration;
    }
}
