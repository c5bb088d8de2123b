using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Differences;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Serialization.Kubernetes;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using k8s.Models;

namespace Kubeadm.Engine.Upgrades.Drift;

/// <summary>Finds what people changed by hand in this node's static Pod manifests: an upgrade writes them anew from the cluster's configuration.</summary>
/// <param name="node">The node.</param>
/// <param name="configuration">The configuration, complete with defaults and with the node's own part.</param>
/// <param name="patches">The patches that the upgrade would apply.</param>
internal sealed class ManifestDrift(INode node, InitConfiguration configuration, PatchSet patches)
{
    private readonly StaticPodReader _reader = new(node.Files, KubernetesPaths.ManifestsDirectory);

    /// <summary>The manifests that were changed.</summary>
    public IEnumerable<UpgradeDrift> Find()
    {
        var components = StaticPodComponents.ControlPlane.ToList();
        if (configuration.Cluster.Etcd.Local is not null)
        {
            components.Add(ComponentNames.Etcd);
        }

        foreach (var component in components)
        {
            if (_reader.Find(component) is { } pod && Compare(component, pod) is { IsDifferent: true } difference)
            {
                yield return new(difference.Path, difference.RemovedLines > 0 ? UpgradeDrift.Lost : UpgradeDrift.Completed, difference);
            }
        }
    }

    private FileDifference Compare(string component, V1Pod pod)
    {
        FormerTemplates.RemoveFrom(component, pod);
        var yaml = StaticPodWriter.Render(new StaticPodManifests(node, configuration).Create(component), patches).Yaml;
        var wanted = StaticPodReader.Parse(yaml, $"the manifest of {component}");
        var (own, next) = (pod.Spec.Containers[0], wanted.Spec.Containers[0]);
        next.Image = WithTagOf(next.Image, own.Image);
        if (component == ComponentNames.Etcd)
        {
            next.Command = EtcdManifest.WithMembersOf(next.Command, own.Command ?? []);
        }

        return FileComparison.Compare(_reader.PathOf(component), KubernetesModels.ToYaml(pod), KubernetesModels.ToYaml(wanted), "after the upgrade");
    }

    /// <summary>Another tag is what an upgrade is for; another registry is a change by hand.</summary>
    private static string WithTagOf(string image, string? running) =>
        running is not null && new KubeImage(image).Repository == new KubeImage(running).Repository ? running : image;
}
