using Kubeadm.Engine.Cleanup;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Reset;

/// <summary>Stops the kubelet and removes its Pods, its mounts, and the files that init, join and the kubelet wrote.</summary>
public sealed class CleanupNodePhase : Phase<ResetContext>
{
    /// <summary>Its path in the workflow.</summary>
    public const string PhaseName = "cleanup-node";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["cleanupnode"];

    /// <inheritdoc/>
    public override string Description => "Stop the kubelet, and remove its containers, mounts and files";

    /// <inheritdoc/>
    public override async Task RunAsync(ResetContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        await StopKubeletAsync(context, report, cancellationToken);
        var kubeletFolder = UnmountVolumes(context, report);
        await RemoveContainersAsync(context, report, cancellationToken);
        EmptyFolders(context, kubeletFolder, report, cancellationToken);
        RemoveFiles(context, report, cancellationToken);
        RemoveAccounts(context, report);
        foreach (var leftover in Others(context).Concat(new SharedThings(context.Node).Find()))
        {
            report.Leave(leftover);
        }
    }

    private static async Task StopKubeletAsync(ResetContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info("[reset] Stopping the kubelet service", "[dryrun] Would stop the kubelet service");
        var wasActive = await context.Kubelet.IsActiveAsync(cancellationToken);
        var isStopped = await context.Kubelet.StopAsync(report, cancellationToken);
        report.Add(new Change(ChangeKind.Service, KubeletService.Service, wasActive && isStopped ? ChangeAction.Stop : ChangeAction.Unchanged));
    }

    /// <summary>Unmounts what is mounted in the kubelet's folder. When the folder is a link, what it leads to is meant.</summary>
    /// <returns>The folder without links; null when it is not there, or must not be emptied: then its mounts stay too.</returns>
    /// <exception cref="KubeadmException"><c>UnmountFailed</c>: what is still mounted is Pods' data, and nothing of it may be removed.</exception>
    private static string? UnmountVolumes(ResetContext context, PhaseReport report)
    {
        const string folder = KubernetesPaths.KubeletDirectory;
        var real = context.Node.Files.Resolve(folder);
        if (real is null)
        {
            report.Verbose($"{folder} is not there: nothing is mounted in it.");
            return null;
        }

        if (context.Guard.Objection(folder, FolderUse.Own) is { } objection)
        {
            report.Add(CleanupResult.NotEmptied(folder, objection));
            return null;
        }

        report.Info($"[reset] Unmounting mounted directories in \"{folder}\"", $"[dryrun] Would unmount mounted directories in \"{folder}\"");
        var result = new KubeletMounts(context.Node.System).UnmountBelow(real, KubeletMounts.Number(context.Configuration.UnmountFlags));
        report.Add(result);
        return result.Failures.Count == 0 ? real : throw new KubeadmException("UnmountFailed", $"not everything in {folder} could be unmounted: {string.Join("; ", result.Failures)}")
        {
            Target = result.Failures[0].Target,
            Remedy = "End what uses the mounts, or set unmountFlags (MNT_DETACH, MNT_FORCE) in a ResetConfiguration, and reset again.",
        };
    }

    private static async Task RemoveContainersAsync(ResetContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.DryRunInfo("[dryrun] Would remove Kubernetes-managed containers");
        try
        {
            var progress = new CallbackProgress<ProgressReport>(report.Progress);
            report.Add(await new PodSandboxes(context.Runtime).RemoveAllAsync(progress, cancellationToken));
        }
        catch (KubeadmException e)
        {
            report.Warn($"[reset] Containers were not removed: {e.Message}");
            report.Leave(new Leftover("containers", e.Message));
        }
    }

    private static void EmptyFolders(ResetContext context, string? kubeletFolder, PhaseReport report, CancellationToken cancellationToken)
    {
        var certificates = context.Configuration.CertificatesDir;
        if (certificates != KubernetesPaths.CertificatesDirectory)
        {
            report.Warn($"[reset] The certificates directory that is emptied is not the default one: \"{certificates}\"");
        }

        List<(string Path, FolderUse Use)> folders = [(KubernetesPaths.ManifestsDirectory, FolderUse.Own)];
        folders.AddRange(kubeletFolder is null ? [] : [(KubernetesPaths.KubeletDirectory, FolderUse.Own)]);
        folders.Add((certificates, FolderUse.Certificates));
        folders.AddRange(context.Configuration.CleanupTmpDir ? [(KubernetesPaths.TemporaryDirectory, FolderUse.Own)] : []);
        var names = $"[{string.Join(' ', folders.Select(folder => folder.Path == KubernetesPaths.KubeletDirectory ? kubeletFolder : folder.Path))}]";
        report.Info($"[reset] Deleting contents of directories: {names}", $"[dryrun] Would delete contents of directories: {names}");
        folders.ForEach(folder => report.Add(context.Cleaner.Empty(folder.Path, folder.Use, cancellationToken)));
    }

    private static void RemoveFiles(ResetContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        string[] files =
        [
            KubernetesPaths.AdminKubeconfig,
            KubernetesPaths.SuperAdminKubeconfig,
            KubernetesPaths.KubeletKubeconfig,
            KubernetesPaths.BootstrapKubeletKubeconfig,
            ControllerManagerCommand.Kubeconfig,
            SchedulerCommand.Kubeconfig,
        ];
        var names = $"[{string.Join(' ', files)}]";
        report.Info($"[reset] Deleting files: {names}", $"[dryrun] Would delete files: {names}");
        report.Add(context.Cleaner.Remove(files, cancellationToken));
    }

    private static void RemoveAccounts(ResetContext context, PhaseReport report)
    {
        if (context.Cluster.Configuration is not { } configuration
            || !FeatureGates.IsEnabled(configuration.Cluster.FeatureGates, FeatureGates.RootlessControlPlane))
        {
            return;
        }

        report.DryRunInfo("[dryrun] Would remove users and groups created for rootless control-plane");
        try
        {
            report.Add(new SystemAccounts(context.Node.Files).Remove());
        }
        catch (Exception e) when (e is KubeadmException or IOException or UnauthorizedAccessException)
        {
            report.Warn($"[reset] Users and groups of the rootless control plane were not removed: {e.Message}");
            report.Leave(new Leftover("users and groups of the rootless control plane", e.Message));
        }
    }

    /// <summary>kubeadm empties the folder that it is told, or its default one, also when the cluster has another.</summary>
    private static IEnumerable<Leftover> Others(ResetContext context)
    {
        var ofCluster = context.Cluster.Configuration?.Cluster.CertificatesDir;
        if (!string.IsNullOrEmpty(ofCluster) && ofCluster != context.Configuration.CertificatesDir)
        {
            yield return new Leftover(ofCluster, "the cluster's folder of certificates; it is emptied when certificatesDir names it");
        }
    }
}
