using System.Text.Json.Nodes;
using Kubeadm.Engine.Backups;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Serialization.Kubernetes;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>Upgrades the control plane of this node: etcd and the API server, then the controller manager and the scheduler side by side.</summary>
/// <param name="context">The node.</param>
/// <param name="node">The node with its configuration.</param>
/// <param name="report">Receives what was done.</param>
internal sealed class ControlPlaneUpgrade(UpgradeContext context, UpgradedNode node, PhaseReport report)
{
    private readonly INodeFileSystem _files = context.Node.Files;
    private readonly BackupFolders _folders = new(context.Node.Files, context.Node.Clock);

    private InitConfiguration Configuration => node.Configuration;

    private bool UpgradesEtcd => context.Settings.UpgradesEtcd && Configuration.Cluster.Etcd.Local is not null;

    /// <summary>Does so, where something differs. What cannot work is found before anything is touched.</summary>
    /// <exception cref="KubeadmException">
    /// <c>KubeletNotReady</c>, <c>ManifestNotFound</c>, <c>InvalidManifest</c>, <c>InvalidPatch</c>, <c>InvalidEtcdVersion</c>, those of certificates and of etcd's health:
    /// nothing was changed. <c>UpgradeRolledBack</c>: what was replaced runs as before, but for etcd that was upgraded before it. <c>UpgradeNotRolledBack</c>.
    /// Any other one tells what was replaced before it, and stays so.
    /// </exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var manifests = Compare();
        var certificates = new ComponentCertificates(context, Configuration, report);
        var changed = manifests.Where(manifest => manifest.IsChanged).Select(manifest => manifest.Component).ToList();
        certificates.Prepare([.. UpgradesEtcd && changed.Contains(ComponentNames.ApiServer) ? changed.Append(ComponentNames.Etcd).Distinct() : changed, ComponentCertificates.Administrators]);

        if (changed.Count > 0)
        {
            // Nobody but the kubelet starts what is stopped below, or what would be put back.
            await context.ComponentWaits.ForKubeletAsync(cancellationToken);
        }

        var aside = WriteAside(manifests);
        var objects = await context.ConnectAsync(report, cancellationToken);
        var mirrors = new MirrorUpdates(context, new MirrorPods(objects, Configuration.NodeRegistration.Name), report);
        if (context.Settings.RenewsCertificates && changed.Contains(ComponentNames.ApiServer))
        {
            report.Add(await NodeBootstrapRights.EnsureApiServerToKubeletsAsync(objects, cancellationToken));
        }

        var replacement = new ComponentReplacement(context, node, mirrors, certificates, new Lazy<string>(CreateBackups), report);
        try
        {
            await ReplaceAllAsync(manifests.ToDictionary(manifest => manifest.Component), replacement, cancellationToken);
            await certificates.RenewAsync(ComponentCertificates.Administrators, cancellationToken);
        }
        catch (KubeadmException problem) when (replacement.Replaced.Count > 0 && !UpgradeErrors.TellsWhatRuns(problem))
        {
            throw UpgradeErrors.AfterReplacement(problem, replacement.Replaced, context.Backups);
        }

        // Of all of them: what a run replaced that was killed then, the API server may not know of either.
        await mirrors.AfterUpgradeAsync([.. manifests.Select(manifest => manifest.Component)], cancellationToken);
        _files.DeleteDirectory(aside, cancellationToken);
    }

    private async Task ReplaceAllAsync(Dictionary<string, ComponentManifest> manifests, ComponentReplacement replacement, CancellationToken cancellationToken)
    {
        var apiServer = manifests[ComponentNames.ApiServer];
        if (manifests.TryGetValue(ComponentNames.Etcd, out var etcd))
        {
            await new EtcdUpgrade(context, Configuration, replacement, report).RunAsync(etcd, apiServer, cancellationToken);
        }

        await ReplaceAsync(replacement, [apiServer], cancellationToken);
        await ReplaceAsync(replacement, [manifests[ComponentNames.ControllerManager], manifests[ComponentNames.Scheduler]], cancellationToken);
    }

    /// <summary>Replaces components side by side; where one does not come up, all but etcd go back to what they were.</summary>
    private static async Task ReplaceAsync(ComponentReplacement replacement, IReadOnlyList<ComponentManifest> manifests, CancellationToken cancellationToken)
    {
        if (!manifests.Any(manifest => replacement.HasReplaced(manifest.Component)))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        var running = manifests.Select(manifest => replacement.ReplaceAsync(manifest, cancellationToken)).ToList();
        try
        {
            await Task.WhenAll(running);
        }
        catch (Exception cause) when (FindFailed(replacement, manifests, running) is { } failed)
        {
            throw await replacement.EndAsync(await replacement.RollBackAsync(failed, cause, component => component != ComponentNames.Etcd));
        }
    }

    /// <summary>
    /// The component for which all go back, whatever it failed of; null where none was replaced. One that was cancelled before it was replaced is none.
    /// </summary>
    private static string? FindFailed(ComponentReplacement replacement, IReadOnlyList<ComponentManifest> manifests, List<Task> running)
    {
        var replaced = manifests.Select(manifest => replacement.HasReplaced(manifest.Component)).ToList();
        var failed = running.FindIndex(task => task.IsFaulted);
        if (failed < 0)
        {
            failed = replaced.Zip(running).ToList().FindIndex(pair => pair.First && pair.Second.IsCanceled);
        }

        return failed >= 0 && replaced.Contains(true) ? manifests[failed].Component : null;
    }

    private List<ComponentManifest> Compare() =>
        [.. (UpgradesEtcd ? StaticPodComponents.ControlPlane.Prepend(ComponentNames.Etcd) : StaticPodComponents.ControlPlane).Select(Compare)];

    private ComponentManifest Compare(string component)
    {
        var path = StaticPodComponents.ManifestPath(KubernetesPaths.ManifestsDirectory, component);
        var current = new StaticPodReader(_files, KubernetesPaths.ManifestsDirectory).Read(component);
        var wanted = node.StaticPods.Preview(component);
        var pod = wanted is null ? null : StaticPodReader.Parse(wanted, path);
        if (pod is not null && pod.Metadata.Name != component)
        {
            throw UpgradeErrors.PodRenamed(component, pod.Metadata.Name);
        }

        return new ComponentManifest(
            component,
            path,
            _files.ReadAllBytes(path),
            wanted ?? [],
            pod is null || !JsonNode.DeepEquals(KubernetesModels.ToJson(current), KubernetesModels.ToJson(pod)));
    }

    private string CreateBackups()
    {
        var folder = _folders.CreateKept(BackupFolders.Manifests);
        context.Backups.Add(folder);
        report.Add(new Change(ChangeKind.Directory, folder, ChangeAction.Create));
        return folder;
    }

    /// <summary>They are for people to look at when the upgrade fails, and go when it does not.</summary>
    private string WriteAside(IEnumerable<ComponentManifest> manifests)
    {
        var folder = _folders.CreatePassing(BackupFolders.UpgradedManifests);
        report.Info($"[upgrade/staticpods] Writing new Static Pod manifests to \"{folder}\"");
        foreach (var manifest in manifests)
        {
            _files.WriteAllBytes($"{folder}/{manifest.Component}.yaml", manifest.Wanted, NodeFileModes.PrivateFile);
        }

        return folder;
    }
}
