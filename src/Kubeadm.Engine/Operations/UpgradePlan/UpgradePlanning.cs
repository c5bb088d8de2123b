using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Upgrades;
using Kubeadm.Engine.Upgrades.Health;
using Kubeadm.Engine.Upgrades.Planning;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;
using Kubeadm.Engine.Workflows.Upgrade;

namespace Kubeadm.Engine.Operations.UpgradePlan;

/// <summary>Finds out to which versions a cluster can be upgraded, and what an upgrade would do. Nothing is written but the Job of the health check.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Hears what happens.</param>
public sealed class UpgradePlanning(EnginePorts ports, IEngineObserver observer)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly PhaseReport _report = new(observer);

    /// <summary>One plan for each version; one without an upgrade where there is nothing to upgrade to.</summary>
    /// <exception cref="PreflightException">A check failed that is not ignored.</exception>
    /// <exception cref="KubeadmException">
    /// <c>ClusterTooOld</c>, <c>InvalidVersion</c>, <c>InvalidConfiguration</c>, <c>ClusterConfigurationMissing</c>, <c>KubeconfigNotFound</c>;
    /// and those of requests.
    /// </exception>
    public async Task<IReadOnlyList<KubeUpgradePlan>> RunAsync(UpgradePlanRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var upgrade = await LoadAsync(request, cancellationToken);
        var ignored = IgnoredChecks.Parse(request.IgnorePreflightErrors, upgrade.Plan.IgnorePreflightErrors);
        var options = new PlanOptions(IsOn(upgrade.Plan.AllowExperimentalUpgrades), IsOn(upgrade.Plan.AllowRcUpgrades), upgrade.Plan.EtcdUpgrade ?? true) { Ignored = ignored };
        var preflight = new NodePreflight(ignored, stopsOnFailure: true);
        var requested = (request.Version ?? upgrade.Plan.KubernetesVersion) is { Length: > 0 } wanted
            ? (await ports.VersionResolver.ResolveNewestAsync(wanted, cancellationToken)).Announce(observer.Warning)
            : (KubernetesVersion?)null;
        UnfinishedEtcdRestore.Announce(ports.Node.Files, observer);
        using var access = ClusterAccess.Open(ports, request.Kubeconfig, Patience, cancellationToken: cancellationToken);
        var objects = access.Objects;

        observer.Info("[preflight] Running pre-flight checks.");
        var onControlPlane = StaticPodReader.IsOnControlPlane(ports.Node.Files);
        var cluster = await BesideAsync(
            ct => CheckAsync(preflight, [new PrivilegeCheck(ports.Node.System), .. AddonChecks.Create(objects, ports.Releases.Current)], ct),
            ct => ClusterNodeConfiguration.ReadAsync(ports, observer, objects, new("[upgrade/config]", onControlPlane, WithComponents: true), ct),
            cancellationToken);
        var nodes = new ClusterNodes(objects);
        var patches = PatchSet.Load(ports.Node.Files, upgrade.Apply.Patches?.Directory);
        cluster.Configuration.Timeouts = upgrade.Timeouts;

        observer.Info("[upgrade] Running cluster health checks");
        var reading = new PlanReading(ports, observer, objects, cluster, nodes, patches, options);
        var (facts, known) = await BesideAsync(
            ct => CheckAsync(preflight, ClusterHealthChecks.Create(objects, nodes, ports.Node, cluster.Configuration.Cluster, ports.Releases.Current), ct),
            ct => reading.ReadAsync(requested is null, options.AllowExperimental || options.AllowReleaseCandidate, ct),
            cancellationToken);
        if (IsOn(upgrade.Plan.PrintConfig))
        {
            ClusterNodeConfiguration.Print(cluster.Configuration.Cluster, observer);
        }

        return Build(options, facts, known, requested);
    }

    private async Task<UpgradeConfiguration> LoadAsync(UpgradePlanRequest request, CancellationToken cancellationToken)
    {
        var loaded = await ConfigurationLoader.LoadUpgradePlanAsync(request.Configuration, request.Flags, ports.Node, new LoadOptions(), cancellationToken);
        observer.Warn(loaded.Findings);
        return loaded.Configuration;
    }

    /// <summary>Runs checks, and reads facts meanwhile. When this ends neither goes on.</summary>
    private static async Task<T> BesideAsync<T>(Func<CancellationToken, Task> check, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var facts = read(stop.Token);
        try
        {
            await check(cancellationToken);
        }
        catch
        {
            await stop.CancelAsync();
            await Task.WhenAny(facts);
            throw;
        }

        return await facts;
    }

    private async Task CheckAsync(NodePreflight preflight, IEnumerable<NodeCheck> checks, CancellationToken cancellationToken) =>
        preflight.Settle(await preflight.RunAsync(checks, cancellationToken), _report);

    private IReadOnlyList<KubeUpgradePlan> Build(PlanOptions options, PlanFacts facts, KnownReleases known, KubernetesVersion? requested)
    {
        var own = ports.Releases.Current.Current;
        var possible = new UpgradeTargets(facts.ClusterVersion, own);
        var targets = requested is { } version ? possible.Of(version) : possible.Of(known, options.AllowExperimental, options.AllowReleaseCandidate);
        Say(facts.ClusterVersion, own, requested ?? known.Stable ?? own, known.Series);
        var builder = new PlanBuilder(facts, options, ports.Releases);
        IReadOnlyList<KubeUpgradePlan> plans = targets.Count > 0 ? [.. targets.Select(builder.Upgrade)] : [builder.UpToDate(requested)];
        foreach (var warning in plans.SelectMany(made => made.Warnings).Distinct())
        {
            observer.Warning(warning);
        }

        return plans;
    }

    private void Say(KubernetesVersion cluster, KubernetesVersion own, KubernetesVersion target, KubernetesVersion? series)
    {
        observer.Info("[upgrade] Fetching available versions to upgrade to");
        observer.Info($"[upgrade/versions] Cluster version: {cluster}");
        observer.Info($"[upgrade/versions] kubeadm version: {own.ToTag()}");
        observer.Info($"[upgrade/versions] Target version: {target.ToTag()}");
        observer.Info($"[upgrade/versions] Latest version in the v{cluster.Series} series: {series?.ToTag() ?? "not looked up"}");
        observer.Info("");
    }

    private static bool IsOn(bool? value) => value == true;
}
