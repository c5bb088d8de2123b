using System.Collections;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Versions;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes the images of the newest releases.</summary>
public sealed class ImageCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound) =>
        KubernetesReleases.All.Reverse()
            .SelectMany(release => ImagesOf(release.Current.ToTag()).Select(image => (image, $"Kubernetes {release.Current.ToTag()}")))
            .DistinctBy(word => word.image);

    private static IReadOnlyList<string> ImagesOf(string version) => ControlPlaneImages.List(
        new ClusterConfiguration { KubernetesVersion = version, ImageRepository = ControlPlaneImages.DefaultRepository, Etcd = { Local = new LocalEtcd() } });
}
