using Kubeadm.Engine.Versions;
using k8s.Models;

namespace Kubeadm.Engine.StaticPods;

/// <summary>
/// What earlier releases of kubeadm wrote into manifests and this one writes no longer: nobody has put it there by hand.
/// </summary>
public static class FormerTemplates
{
    /// <summary>Volumes by component. FlexVolume plugins are no longer mounted by default.</summary>
    private static readonly ILookup<string, string> Volumes = new (string Component, string Volume)[]
    {
        (ComponentNames.ControllerManager, "flexvolume-dir"),
    }.ToLookup(entry => entry.Component, entry => entry.Volume);

    /// <summary>Takes it out of a manifest.</summary>
    /// <param name="component">The component.</param>
    /// <param name="pod">Its Pod, which is changed.</param>
    public static void RemoveFrom(string component, V1Pod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        pod.Spec.Volumes = [.. (pod.Spec.Volumes ?? []).Where(volume => !Volumes[component].Contains(volume.Name))];
        foreach (var container in pod.Spec.Containers)
        {
            container.VolumeMounts = [.. (container.VolumeMounts ?? []).Where(mount => !Volumes[component].Contains(mount.Name))];
        }
    }
}
