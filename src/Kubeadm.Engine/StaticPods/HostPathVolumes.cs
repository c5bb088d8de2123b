using k8s.Models;
using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.StaticPods;

/// <summary>Paths of the host in a static Pod, ordered by name; of two with one name the later counts.</summary>
internal sealed class HostPathVolumes
{
    public const string DirectoryOrCreate = "DirectoryOrCreate";
    public const string FileOrCreate = "FileOrCreate";

    private readonly SortedDictionary<string, HostPathMount> _mounts = new(StringComparer.Ordinal);

    /// <summary>Adds a path that is read-only and at the same place in the container.</summary>
    public HostPathVolumes Add(string name, string path, string pathType) =>
        Add([new HostPathMount { Name = name, HostPath = path, MountPath = path, ReadOnly = true, PathType = pathType }]);

    /// <summary>Adds mounts as they are.</summary>
    public HostPathVolumes Add(IEnumerable<HostPathMount> more)
    {
        foreach (var mount in more)
        {
            _mounts[mount.Name] = mount;
        }

        return this;
    }

    /// <summary>The Pod's volumes.</summary>
    public IList<V1Volume> Volumes => [.. _mounts.Values.Select(mount => new V1Volume
    {
        Name = mount.Name,
        HostPath = new V1HostPathVolumeSource { Path = mount.HostPath, Type = mount.PathType },
    })];

    /// <summary>The container's mounts of them.</summary>
    public IList<V1VolumeMount> Mounts => [.. _mounts.Values.Select(mount => Mount(mount.Name, mount.MountPath, mount.ReadOnly))];

    public static V1VolumeMount Mount(string name, string path, bool isReadOnly) =>
        new() { Name = name, MountPath = path, ReadOnlyProperty = isReadOnly ? true : null };
}
