using k8s;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Addons;

/// <summary>The cluster's DNS.</summary>
public static class CoreDnsAddon
{
    private const int DefaultReplicas = 2;

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
        var deployed = await FindDeploymentAsync(objects, cancellationToken);
        var (mode, corefileWorks) = await DecideCorefileAsync(objects, settings, deployed, warn, cancellationToken);
        var deployment = CoreDnsManifests.Deployment(settings, deployed?.Spec.Replicas ?? DefaultReplicas);
        return
        [
            await objects.EnsureAsync(CoreDnsManifests.ConfigMap(settings.DnsDomain), mode, cancellationToken),
            await objects.EnsureAsync(CoreDnsManifests.ClusterRole(), EnsureMode.CreateOrUpdate, cancellationToken),
            await objects.EnsureAsync(CoreDnsManifests.ClusterRoleBinding(), EnsureMode.CreateOrUpdate, cancellationToken),
            await objects.EnsureAsync(CoreDnsManifests.ServiceAccount(), EnsureMode.CreateOrUpdate, cancellationToken),
            await objects.EnsureAsync(deployment, corefileWorks ? EnsureMode.CreateOrUpdate : EnsureMode.CreateOrRetain, cancellationToken),
            await objects.EnsureAsync(CoreDnsManifests.Service(settings.ServiceAddress), EnsureMode.CreateOrUpdate, cancellationToken),
        ];
    }

    /// <summary>The tag of the CoreDNS image that the cluster runs; empty when there is none.</summary>
    /// <exception cref="KubeadmException"><c>ManyDnsDeployments</c>, and those of requests.</exception>
    public static async Task<string> FindDeployedTagAsync(ApiObjects objects, CancellationToken cancellationToken) =>
        TagOf(await FindDeploymentAsync(objects, cancellationToken));

    private static async Task<(EnsureMode Mode, bool Works)> DecideCorefileAsync(
        ApiObjects objects,
        CoreDnsSettings settings,
        V1Deployment? deployed,
        Action<string> warn,
        CancellationToken cancellationToken)
    {
        var map = await objects.FindAsync<V1ConfigMap>(ClusterNamespaces.System, CoreDnsManifests.Name, cancellationToken);
        if (map is null)
        {
            return (EnsureMode.CreateOrUpdate, true);
        }

        if (map.Data?.TryGetValue(CoreDnsManifests.CorefileKey, out var corefile) != true)
        {
            throw AddonErrors.CorefileMissing();
        }

        if (CorefileHistory.IsFormerDefault(corefile!))
        {
            return (EnsureMode.CreateOrUpdate, true);
        }

        var installed = TagOf(deployed);
        var works = CorefileHistory.WorksUnchanged(installed, settings.Release);
        if (!works)
        {
            warn($"the Corefile was changed by hand and CoreDNS {installed} is not a release whose Corefiles are known to work in {settings.Release}: "
                + "the Corefile and the CoreDNS Deployment are kept as they are. Adapt the Corefile, then set the Deployment's image yourself.");
        }

        return (EnsureMode.CreateOrRetain, works);
    }

    private static async Task<V1Deployment?> FindDeploymentAsync(ApiObjects objects, CancellationToken cancellationToken)
    {
        var list = await objects.Retry.RunAsync(
            "list the DNS deployments",
            ct => objects.Api.AppsV1.ListNamespacedDeploymentAsync(
                ClusterNamespaces.System,
                labelSelector: $"{CoreDnsManifests.AppLabel}={CoreDnsManifests.AppName}",
                cancellationToken: ct),
            cancellationToken);
        return list.Items.Count < 2
            ? list.Items.FirstOrDefault()
            : throw AddonErrors.ManyDnsDeployments(list.Items.Select(d => d.Metadata.Name));
    }

    private static string TagOf(V1Deployment? deployment)
    {
        var image = deployment?.Spec.Template.Spec.Containers[0].Image ?? "";
        var name = image[(image.LastIndexOf('/') + 1)..].Split('@')[0];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : name[(colon + 1)..];
    }
}
