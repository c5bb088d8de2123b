using System.Collections.Concurrent;
using System.Globalization;
using k8s.Models;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>
/// Replaces the static Pods of a node, and puts back what was there when a new one does not come up. A replacement that has begun is
/// brought to one of these ends, also when the run is cancelled meanwhile: a component that is half replaced serves nobody.
/// </summary>
/// <param name="context">The node.</param>
/// <param name="node">The node with its configuration.</param>
/// <param name="mirrors">Has the API server know what was replaced or put back.</param>
/// <param name="certificates">Renews the certificates of a component.</param>
/// <param name="backups">The folder in which the old manifests are kept, created when the first of them is.</param>
/// <param name="report">Receives what was done.</param>
internal sealed class ComponentReplacement(
    UpgradeContext context, UpgradedNode node, MirrorUpdates mirrors, ComponentCertificates certificates, Lazy<string> backups, PhaseReport report)
{
    private readonly StaticPodReader _reader = new(context.Node.Files, KubernetesPaths.ManifestsDirectory);
    private readonly ConcurrentDictionary<string, FormerContainers> _prepared = new(StringComparer.Ordinal);
    private readonly List<ComponentManifest> _replaced = [];
    private readonly List<ComponentManifest> _stopped = [];
    private readonly object _gate = new();

    private TimeSpan Timeout => context.Settings.ManifestTimeout;

    /// <summary>Whether a component's manifest was replaced.</summary>
    public bool HasReplaced(string component)
    {
        lock (_gate)
        {
            return _replaced.Exists(replaced => replaced.Component == component);
        }
    }

    /// <summary>The components that were replaced and not put back, in the order in which they were.</summary>
    public IReadOnlyList<string> Replaced
    {
        get
        {
            lock (_gate)
            {
                return [.. _replaced.Select(replaced => replaced.Component)];
            }
        }
    }

    /// <summary>Replaces a component, or makes sure that it runs where nothing of it changes.</summary>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="cancellationToken">Ends the work before the manifest is replaced; later it only ends the run after this component.</param>
    /// <exception cref="KubeadmException">It did not come up; its manifest is the new one still.</exception>
    public async Task ReplaceAsync(ComponentManifest manifest, CancellationToken cancellationToken)
    {
        await PrepareAsync(manifest, renewsAnyway: false, cancellationToken);
        await using var notice = Notify(manifest, cancellationToken);
        await PutAsync(manifest, cancellationToken);
        await WaitAsync(manifest, cancellationToken);
    }

    /// <summary>Says, where a run is cancelled from here on, that a component is brought to an end first.</summary>
    public CancellationTokenRegistration Notify(ComponentManifest manifest, CancellationToken cancellationToken) => !manifest.IsChanged
        ? default
        : cancellationToken.Register(() => report.Warn(
            $"{manifest.Component} is half replaced: before this ends it comes up within {Minutes(Timeout)}, or is put back as it was."));

    /// <summary>Renews a component's certificates and copies its manifest; nothing of what runs is touched.</summary>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="renewsAnyway">Whether its certificates are renewed also where its manifest does not change: they are read anew when they are used.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException">A certificate or a file could not be written.</exception>
    public async Task PrepareAsync(ComponentManifest manifest, bool renewsAnyway, CancellationToken cancellationToken)
    {
        var component = manifest.Component;
        if (_prepared.ContainsKey(component))
        {
            return;
        }

        report.Info($"[upgrade/staticpods] Preparing for \"{component}\" upgrade");
        if (manifest.IsChanged || renewsAnyway)
        {
            await certificates.RenewAsync(component, cancellationToken);
        }

        var former = FormerContainers.None;
        if (manifest.IsChanged)
        {
            former = await context.ComponentWaits.LookAsync(component, cancellationToken);
            BackUp(manifest);
        }
        else
        {
            report.Info($"[upgrade/staticpods] Current and new manifests of {component} are equal, skipping upgrade");
            var digest = HexDigest.Of(manifest.Current);
            report.Add(new Change(ChangeKind.File, manifest.Path, ChangeAction.Unchanged) { OldDigest = digest, NewDigest = digest });
        }

        _prepared[component] = former;
    }

    /// <summary>Puts a component's new manifest in place, where it is another, and has the old one stop. The kubelet starts the new one.</summary>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="cancellationToken">Ends the work before the manifest is replaced.</param>
    /// <exception cref="KubeadmException">The manifest could not be written.</exception>
    public async Task PutAsync(ComponentManifest manifest, CancellationToken cancellationToken)
    {
        if (!manifest.IsChanged || HasReplaced(manifest.Component))
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _replaced.Add(manifest);
        }

        // The old manifest gives way to the new one in one step, so that a run that is killed leaves one of the two.
        node.StaticPods.Ensure(manifest.Component, report);
        await StopAsync(manifest);
    }

    /// <summary>Stops what runs of a component, which the kubelet would do with more grace than is of use, or not at all where its manifest stays.</summary>
    public async Task StopAsync(ComponentManifest manifest)
    {
        try
        {
            if (!manifest.IsChanged)
            {
                lock (_gate)
                {
                    _stopped.Add(manifest);
                }
            }

            var former = manifest.IsChanged ? _prepared[manifest.Component] : await context.ComponentWaits.LookAsync(manifest.Component, CancellationToken.None);
            await context.ComponentWaits.StopAsync(Parse(manifest), former, CancellationToken.None);
        }
        catch (KubeadmException problem)
        {
            report.Verbose($"{manifest.Component} is left to the kubelet to stop: {problem.Message}");
        }
    }

    /// <summary>Waits until a component runs by the manifest that is there.</summary>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="cancellationToken">Ends the wait for a component that was not replaced.</param>
    /// <exception cref="KubeadmException">It did not come up.</exception>
    public async Task WaitAsync(ComponentManifest manifest, CancellationToken cancellationToken)
    {
        var component = manifest.Component;
        if (!manifest.IsChanged)
        {
            await context.ComponentWaits.ForAsync(_reader.Read(component), FormerContainers.None, Timeout, cancellationToken);
            lock (_gate)
            {
                _stopped.Remove(manifest);
            }

            return;
        }

        report.Info("[upgrade/staticpods] Waiting for the kubelet to restart the component");
        report.Info($"[upgrade/staticpods] This can take up to {Minutes(Timeout)}");
        report.Progress(new ProgressReport("Upgrading the control plane", component, -1));
        var elapsed = await context.ComponentWaits.ForAsync(_reader.Read(component), _prepared[component], Timeout, CancellationToken.None);
        report.Verbose(string.Create(CultureInfo.InvariantCulture, $"{component} is ready after {elapsed.TotalSeconds:0.#} s."));
        report.Info($"[upgrade/staticpods] Component \"{component}\" upgraded successfully!");
    }

    /// <summary>
    /// Puts back old manifests, and waits until what they describe runs: first what needs the API server, which serves the new and the
    /// old; then that and etcd, of which neither becomes ready without the other. What was stopped and is the same as before is waited for too.
    /// </summary>
    /// <param name="component">The component that did not come up.</param>
    /// <param name="cause">Why.</param>
    /// <param name="isPutBack">Whether a component's manifest is put back: etcd's is so only when it is etcd that failed.</param>
    /// <returns>What was restored, and what could not be.</returns>
    public async Task<RollBack> RollBackAsync(string component, Exception cause, Func<string, bool> isPutBack)
    {
        report.Warn($"{component} could not be upgraded: {FirstLine(cause.Message)}; the manifests are put back as they were.");
        var taken = TakeReplaced(isPutBack);
        var rollBack = new RollBack(component, cause, Replaced, context.Backups);
        foreach (var stage in taken.Concat(_stopped).GroupBy(manifest => IsServer(manifest.Component)).OrderBy(stage => stage.Key))
        {
            foreach (var (manifest, wait) in stage.Select(manifest => (manifest, PutBackAsync(manifest))).ToList())
            {
                await rollBack.AddAsync(manifest.Component, wait);
            }
        }

        return rollBack;
    }

    /// <summary>Ends a roll back: the API server hears of what runs now, where it serves.</summary>
    /// <returns>The error that tells what came of it.</returns>
    public async Task<KubeadmException> EndAsync(RollBack rollBack)
    {
        await mirrors.AfterRollBackAsync(rollBack);
        return rollBack.ToError();
    }

    /// <summary>
    /// Whether a container of a component's new manifest was started, also one that has ended. Where the runtime does not tell, none is taken to have been.
    /// </summary>
    public async Task<bool> HasRunAsync(string component)
    {
        var before = _prepared[component];
        return !(await LookAgainAsync(component, before)).PodUids.IsSubsetOf(before.PodUids);
    }

    /// <summary>Waits until a component runs by the manifest that it had before.</summary>
    public Task<TimeSpan> WaitForFormerAsync(ComponentManifest manifest) =>
        context.ComponentWaits.ForAsync(Parse(manifest), FormerContainers.None, Timeout, CancellationToken.None);

    /// <summary>Where it could not be written, or the kubelet has not noticed it, what runs is the old one's still, and there is nothing to wait for.</summary>
    private async Task PutBackAsync(ComponentManifest manifest)
    {
        var before = _prepared[manifest.Component];
        var now = await LookAgainAsync(manifest.Component, before);
        if (!context.Node.Files.ReadAllBytes(manifest.Path).AsSpan().SequenceEqual(manifest.Current))
        {
            context.Node.Files.WriteAllBytes(manifest.Path, manifest.Current, NodeFileModes.PrivateFile);
            report.Add(new Change(ChangeKind.File, manifest.Path, ChangeAction.Update) { NewDigest = HexDigest.Of(manifest.Current) });
            report.Info($"[upgrade/staticpods] Restored the manifest of {manifest.Component}");
        }

        var isUnnoticed = !manifest.IsChanged || now.PodUids.IsSubsetOf(before.PodUids);
        await context.ComponentWaits.ForAsync(Parse(manifest), isUnnoticed ? FormerContainers.None : now.ExceptPodsOf(before), Timeout, CancellationToken.None);
    }

    /// <summary>A runtime that does not answer, or a look that fails in any other way, keeps no manifest from its place.</summary>
    private async Task<FormerContainers> LookAgainAsync(string component, FormerContainers before)
    {
        try
        {
            return await context.ComponentWaits.LookAsync(component, CancellationToken.None);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            return before;
        }
    }

    private List<ComponentManifest> TakeReplaced(Func<string, bool> isWanted)
    {
        lock (_gate)
        {
            var taken = _replaced.Where(replaced => isWanted(replaced.Component)).Reverse().ToList();
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

    private static bool IsServer(string component) => component is ComponentNames.ApiServer or ComponentNames.Etcd;

    private static V1Pod Parse(ComponentManifest manifest) => StaticPodReader.Parse(manifest.Current, manifest.Path);

    private static string FirstLine(string text) => text.Split('\n')[0];

    private static string Minutes(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}m{time.Seconds}s");
}
