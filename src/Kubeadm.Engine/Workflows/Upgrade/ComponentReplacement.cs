using System.Globalization;
using k8s.Models;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>
/// Replaces the static Pods of a node, and puts back what was there when a new one does not come up. A replacement that has begun is
/// brought to one of these ends, also when the run is cancelled meanwhile: a component that is half replaced serves nobody.
/// </summary>
/// <param name="context">The node.</param>
/// <param name="node">The node with its configuration.</param>
/// <param name="mirrors">What the API server knows of the node's static Pods.</param>
/// <param name="certificates">Renews the certificates of a component.</param>
/// <param name="backups">The folder in which the old manifests are kept, created when the first of them is.</param>
/// <param name="report">Receives what was done.</param>
internal sealed class ComponentReplacement(
    UpgradeContext context, UpgradedNode node, MirrorPods mirrors, ComponentCertificates certificates, Lazy<string> backups, PhaseReport report)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(5);

    private readonly StaticPodReader _reader = new(context.Node.Files, KubernetesPaths.ManifestsDirectory);
    private readonly List<(ComponentManifest Manifest, RunningComponent Before)> _replaced = [];

    private TimeSpan Timeout => context.Settings.Timeouts?.UpgradeManifests ?? DefaultTimeout;

    /// <summary>Whether a component's manifest was replaced.</summary>
    public bool HasReplaced(string component)
    {
        lock (_replaced)
        {
            return _replaced.Exists(replaced => replaced.Manifest.Component == component);
        }
    }

    /// <summary>Replaces a component, or makes sure that it runs where nothing of it changes.</summary>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="renewsAnyway">Whether its certificates are renewed also where its manifest does not change: they are read anew when they are used.</param>
    /// <param name="cancellationToken">Ends the work before the manifest is replaced; later it only ends the run after this component.</param>
    /// <exception cref="KubeadmException">It did not come up; its manifest is the new one still.</exception>
    public async Task ReplaceAsync(ComponentManifest manifest, bool renewsAnyway, CancellationToken cancellationToken)
    {
        var component = manifest.Component;
        report.Info($"[upgrade/staticpods] Preparing for \"{component}\" upgrade");
        if (manifest.IsChanged || renewsAnyway)
        {
            await certificates.RenewAsync(component, cancellationToken);
        }

        if (!manifest.IsChanged)
        {
            report.Info($"[upgrade/staticpods] Current and new manifests of {component} are equal, skipping upgrade");
            report.Add(new Change(ChangeKind.File, manifest.Path, ChangeAction.Unchanged));
            await context.ComponentWaits.ForAsync(_reader.Read(component), before: null, mirrors, Timeout, cancellationToken);
            return;
        }

        var before = await context.ComponentWaits.LookAsync(component, mirrors, cancellationToken);
        BackUp(manifest);
        cancellationToken.ThrowIfCancellationRequested();
        await using var notice = cancellationToken.Register(
            () => report.Warn($"{component} is half replaced: it is brought up, or put back as it was, before this ends ({Timeout.TotalMinutes:0.#} minutes at the most)."));
        Put(manifest, before);
        report.Info("[upgrade/staticpods] Waiting for the kubelet to restart the component");
        report.Info($"[upgrade/staticpods] This can take up to {Minutes(Timeout)}");
        report.Progress(new ProgressReport("Upgrading the control plane", component, -1));
        var elapsed = await context.ComponentWaits.ForAsync(_reader.Read(component), before, mirrors, Timeout, CancellationToken.None);
        report.Verbose(string.Create(CultureInfo.InvariantCulture, $"{component} is ready after {elapsed.TotalSeconds:0.#} s."));
        report.Info($"[upgrade/staticpods] Component \"{component}\" upgraded successfully!");
    }

    /// <summary>Puts back the old manifests, the last replaced first, and waits until what they describe runs.</summary>
    /// <param name="component">The component that did not come up.</param>
    /// <param name="cause">Why.</param>
    /// <param name="isPutBack">Whether a component's manifest is put back: etcd's is so only when it is etcd that failed.</param>
    /// <returns>The error that tells what was restored, and what could not be.</returns>
    public async Task<KubeadmException> RollBackAsync(string component, Exception cause, Func<string, bool> isPutBack)
    {
        report.Warn($"{component} did not come up: {FirstLine(cause.Message)}; the manifests are put back as they were.");
        var (restored, problems) = (new List<string>(), new List<Exception>());
        foreach (var (manifest, before) in TakeReplaced(isPutBack))
        {
            try
            {
                await PutBackAsync(manifest, before);
                restored.Add(manifest.Component);
            }
            catch (Exception problem) when (ExpectedErrors.Includes(problem))
            {
                problems.Add(problem);
            }
        }

        return problems.Count == 0
            ? UpgradeErrors.RolledBack(component, cause, restored, context.Backups)
            : UpgradeErrors.NotRolledBack(component, cause, problems, context.Backups);
    }

    /// <summary>Does something while a component is stopped: its manifest is away meanwhile, and comes back also when that fails.</summary>
    /// <param name="component">The component.</param>
    /// <param name="act">What is done.</param>
    /// <exception cref="KubeadmException">It does not run afterwards; or what was done failed.</exception>
    public async Task WhileStoppedAsync(string component, Func<Task> act)
    {
        var path = StaticPodComponents.ManifestPath(KubernetesPaths.ManifestsDirectory, component);
        var manifest = context.Node.Files.ReadAllBytes(path);
        var before = await context.ComponentWaits.LookAsync(component, mirrors, CancellationToken.None);
        context.Node.Files.DeleteFile(path);
        try
        {
            await context.ComponentWaits.ForEndAsync(component, Timeout, CancellationToken.None);
            await act();
        }
        finally
        {
            context.Node.Files.WriteAllBytes(path, manifest, NodeFileModes.PrivateFile);
        }

        await context.ComponentWaits.ForAsync(StaticPodReader.Parse(manifest, path), before with { Hash = null }, mirrors, Timeout, CancellationToken.None);
    }

    /// <summary>Where the kubelet has not noticed the new manifest yet, what runs is the old one's still. Where it could not be written, there is nothing to put back.</summary>
    private async Task PutBackAsync(ComponentManifest manifest, RunningComponent before)
    {
        var now = await context.ComponentWaits.LookAsync(manifest.Component, mirrors, CancellationToken.None);
        if (!context.Node.Files.ReadAllBytes(manifest.Path).AsSpan().SequenceEqual(manifest.Current))
        {
            context.Node.Files.WriteAllBytes(manifest.Path, manifest.Current, NodeFileModes.PrivateFile);
            report.Add(new Change(ChangeKind.File, manifest.Path, ChangeAction.Update));
            report.Info($"[upgrade/staticpods] Restored the manifest of {manifest.Component}");
        }

        var isUnnoticed = now.Containers.SetEquals(before.Containers);
        await context.ComponentWaits.ForAsync(Parse(manifest), isUnnoticed ? null : now with { Hash = null }, mirrors, Timeout, CancellationToken.None);
    }

    private List<(ComponentManifest Manifest, RunningComponent Before)> TakeReplaced(Func<string, bool> isWanted)
    {
        lock (_replaced)
        {
            var taken = _replaced.Where(replaced => isWanted(replaced.Manifest.Component)).Reverse().ToList();
            taken.ForEach(replaced => _replaced.Remove(replaced));
            return taken;
        }
    }

    private void BackUp(ComponentManifest manifest)
    {
        var copy = $"{backups.Value}/{manifest.Component}.yaml";
        context.Node.Files.WriteAllBytes(copy, manifest.Current, NodeFileModes.PrivateFile);
        report.Info($"[upgrade/staticpods] Moving new manifest to \"{manifest.Path}\" and backing up old manifest to \"{copy}\"");
    }

    /// <summary>The old manifest gives way to the new one in one step, so that a run that is killed leaves one of the two.</summary>
    private void Put(ComponentManifest manifest, RunningComponent before)
    {
        lock (_replaced)
        {
            _replaced.Add((manifest, before));
        }

        node.StaticPods.Ensure(manifest.Component, report);
    }

    private static V1Pod Parse(ComponentManifest manifest) => StaticPodReader.Parse(manifest.Current, manifest.Path);

    private static string FirstLine(string text) => text.Split('\n')[0];

    private static string Minutes(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}m{time.Seconds}s");
}
