using k8s.Models;
using Kubeadm.Engine.Addons.Corefiles;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Addons;

/// <summary>The cluster's DNS.</summary>
public static class CoreDnsAddon
{
    /// <summary>Applies the addon. The number of replicas and a Corefile that a person changed are kept.</summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="settings">What the addon depends on.</param>
    /// <param name="warn">Receives warnings.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException"><c>ManyDnsDeployments</c>: it cannot be told which is the addon's; and those of requests.</exception>
    public static async Task<IReadOnlyList<Change>> EnsureAsync(
        ApiObjects objects,
        CoreDnsSettings settings,
        Action<string> warn,
        CancellationToken cancellationToken)
    {
        var deployed = await DeployedCoreDns.ReadAsync(objects, cancellationToken);
        var (mode, corefileWorks) = DecideCorefile(settings, deployed, warn);
        var deployment = CoreDnsManifests.Deployment(settings, deployed.Deployment?.Spec.Replicas ?? CoreDnsDeployment.DefaultReplicas);
        return
        [
            await objects.EnsureAsync(CoreDnsManifests.ConfigMap(settings.DnsDomain), mode, cancellationToken),
            .. await EnsureRestAsync(objects, settings, deployment, corefileWorks ? EnsureMode.CreateOrUpdate : EnsureMode.CreateOrRetain, cancellationToken),
        ];
    }

    /// <summary>
    /// Applies the addon to a cluster that has it, in the order of kubeadm's writes. A Corefile that an earlier kubeadm wrote makes way
    /// for the new default; one that a person changed is kept, or migrated where the new release needs it, the old one under a key of
    /// its own. Replicas, resources, tolerations, node selector, labels and annotations that people gave the Deployment are kept.
    /// </summary>
    /// <remarks>
    /// Where neither its ConfigMap nor a Deployment is there, it is not deployed: somebody does without it. A CoreDNS of a release that
    /// is not known, or that is newer than the one to come, is left alone with its Corefile.
    /// </remarks>
    /// <param name="objects">The cluster.</param>
    /// <param name="settings">What the addon depends on.</param>
    /// <param name="warn">Is called with what a person should know.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException">
    /// <c>ManyDnsDeployments</c>: it cannot be told which is the addon's; <c>CorefileMissing</c>: the ConfigMap has no Corefile; and
    /// those of patches and requests.
    /// </exception>
    public static Task<AddonUpgrade> UpgradeAsync(
        ApiObjects objects,
        CoreDnsSettings settings,
        Action<string> warn,
        CancellationToken cancellationToken) =>
        new CoreDnsUpgrade(objects, settings, warn).RunAsync(cancellationToken);

    /// <summary>Finds what a cluster has of the addon.</summary>
    /// <exception cref="KubeadmException"><c>ManyDnsDeployments</c>, and those of requests.</exception>
    public static async Task<AddonState> FindAsync(ApiObjects objects, CancellationToken cancellationToken)
    {
        var running = new DeployedCoreDns(await DeployedCoreDns.FindDeploymentAsync(objects, cancellationToken), null, null).State;
        return running with { HasConfigMap = await objects.FindAsync<V1ConfigMap>(ClusterNamespaces.System, CoreDnsManifests.Name, cancellationToken) is not null };
    }

    /// <summary>Applies everything but the ConfigMap.</summary>
    internal static async Task<IReadOnlyList<Change>> EnsureRestAsync(
        ApiObjects objects,
        CoreDnsSettings settings,
        V1Deployment deployment,
        EnsureMode mode,
        CancellationToken cancellationToken) =>
    [
        await objects.EnsureAsync(CoreDnsManifests.ClusterRole(), EnsureMode.CreateOrUpdate, cancellationToken),
        await objects.EnsureAsync(CoreDnsManifests.ClusterRoleBinding(), EnsureMode.CreateOrUpdate, cancellationToken),
        await objects.EnsureAsync(CoreDnsManifests.ServiceAccount(), EnsureMode.CreateOrUpdate, cancellationToken),
        await objects.EnsureAsync(deployment, mode, cancellationToken),
        await objects.EnsureAsync(CoreDnsManifests.Service(settings.ServiceAddress), EnsureMode.CreateOrUpdate, cancellationToken),
    ];

    private static (EnsureMode Mode, bool Works) DecideCorefile(CoreDnsSettings settings, DeployedCoreDns deployed, Action<string> warn)
    {
        if (deployed.Corefile is not { } corefile || FormerCorefiles.Contain(corefile))
        {
            return (EnsureMode.CreateOrUpdate, true);
        }

        var works = CorefileMigration.IsUnchanged(deployed.Release, CoreDnsReleases.Of(settings.Release));
        if (!works)
        {
            warn($"the Corefile was changed by hand and CoreDNS {deployed.Tag} is not a release whose Corefiles are known to work in {settings.Release}: "
                + "the Corefile and the CoreDNS Deployment are kept as they are. Adapt the Corefile, then set the Deployment's image yourself.");
        }

        return (EnsureMode.CreateOrRetain, works);
    }
}
