using k8s;
using k8s.Models;
using Kubeadm.Engine.Addons.Corefiles;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Addons;

/// <summary>The upgrade of CoreDNS in a cluster: <see cref="CoreDnsAddon.UpgradeAsync"/>.</summary>
internal sealed class CoreDnsUpgrade(ApiObjects objects, CoreDnsSettings settings, Action<string> warn)
{
    private const string DeploymentTarget = $"deployments/{ClusterNamespaces.System}/{CoreDnsManifests.Name}";

    private const string Replicas = "spec.replicas";

    private readonly string _release = CoreDnsReleases.Of(settings.Release);

    public async Task<AddonUpgrade> RunAsync(CancellationToken cancellationToken)
    {
        var deployed = await DeployedCoreDns.ReadAsync(objects, cancellationToken);
        if (!deployed.State.IsThere)
        {
            return new AddonUpgrade([])
            {
                Absence = $"the cluster has neither a ConfigMap {ClusterNamespaces.System}/{CoreDnsManifests.Name} nor a Deployment of CoreDNS: it was removed or never deployed, and an upgrade does not bring it back",
            };
        }

        if (deployed.Deployment is { } found && ReasonToLeaveAlone(found, deployed.Release) is { } reason)
        {
            warn($"{reason}: CoreDNS and its Corefile are left as they are. To have {settings.Image}, adapt the Corefile and set the Deployment's image yourself.");
            return new AddonUpgrade([Unchanged($"configmaps/{ClusterNamespaces.System}/{CoreDnsManifests.Name}"), Unchanged(DeploymentTarget)]);
        }

        var (changes, works) = await UpgradeCorefileAsync(deployed, cancellationToken);
        var (deployment, kept) = deployed.Deployment is { } old
            ? CoreDnsManifests.Deployment(settings, old)
            : (CoreDnsManifests.Deployment(settings, CoreDnsDeployment.DefaultReplicas), []);
        return new AddonUpgrade(
        [
            .. changes,
            .. await CoreDnsAddon.EnsureRestAsync(objects, settings, deployment, works ? EnsureMode.CreateOrUpdate : EnsureMode.CreateOrRetain, cancellationToken),
        ])
        { Kept = deployed.Deployment?.Spec?.Replicas is { } and not CoreDnsDeployment.DefaultReplicas ? [Replicas, .. kept] : kept };
    }

    private static Change Unchanged(string target) => new(ChangeKind.ApiObject, target, ChangeAction.Unchanged);

    private string? ReasonToLeaveAlone(V1Deployment found, string release) => found.Metadata.Name == CoreDnsManifests.Name
        ? CorefileMigration.RefusalOf(release, _release)?.Message
        : $"the cluster's DNS is the Deployment {found.Metadata.Name}, not {CoreDnsManifests.Name}";

    private async Task<(IReadOnlyList<Change> Changes, bool Works)> UpgradeCorefileAsync(DeployedCoreDns deployed, CancellationToken cancellationToken)
    {
        if (deployed.Corefile is not { } corefile || FormerCorefiles.Contain(corefile))
        {
            return ([await EnsureDefaultAsync(EnsureMode.CreateOrUpdate, cancellationToken)], true);
        }

        var works = true;
        if (deployed.Deployment is not null && CorefileMigration.IsNeeded(deployed.Release, _release, corefile))
        {
            try
            {
                var migrated = CorefileMigration.Migrate(deployed.Release, _release, corefile);
                if (migrated != corefile && !IsMigrated(deployed))
                {
                    return (await MigrateAsync(deployed.Release, cancellationToken), true);
                }
            }
            catch (KubeadmException e)
            {
                warn($"{e.Message}. The Corefile and the CoreDNS Deployment are kept as they are. {e.Remedy}");
                works = false;
            }
        }

        return ([await EnsureDefaultAsync(EnsureMode.CreateOrRetain, cancellationToken)], works);
    }

    /// <summary>Whether an upgrade that did not come to its end has migrated the Corefile: another migration would lose the former one.</summary>
    private bool IsMigrated(DeployedCoreDns deployed) =>
        deployed.FormerCorefile is { } former && CorefileMigration.Migrate(deployed.Release, _release, former) == deployed.Corefile;

    private Task<Change> EnsureDefaultAsync(EnsureMode mode, CancellationToken cancellationToken) =>
        objects.EnsureAsync(CoreDnsManifests.ConfigMap(settings.DnsDomain), mode, cancellationToken);

    /// <summary>Writes the migrated Corefile beside the former one, from which the CoreDNS that still runs reads on until it is replaced.</summary>
    private async Task<IReadOnlyList<Change>> MigrateAsync(string from, CancellationToken cancellationToken)
    {
        var map = await objects.EnsureAsync(
            CoreDnsManifests.ConfigMap(settings.DnsDomain),
            live =>
            {
                var corefile = live.Data[CoreDnsManifests.CorefileKey];
                live.Data[CoreDnsManifests.FormerCorefileKey] = corefile;
                live.Data[CoreDnsManifests.CorefileKey] = CorefileMigration.Migrate(from, _release, corefile);
            },
            cancellationToken);
        var patch = new V1Patch(CoreDnsDeployment.ReadingCorefileFrom(CoreDnsManifests.FormerCorefileKey).ToJsonString(), V1Patch.PatchType.StrategicMergePatch);
        await objects.Retry.RunAsync(
            $"patch {DeploymentTarget}",
            ct => objects.Api.AppsV1.PatchNamespacedDeploymentAsync(patch, CoreDnsManifests.Name, ClusterNamespaces.System, cancellationToken: ct),
            cancellationToken);
        return [map, new Change(ChangeKind.ApiObject, DeploymentTarget, ChangeAction.Update)];
    }
}
