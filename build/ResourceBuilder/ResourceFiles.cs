using Kubeadm.Engine.DesiredState;

namespace ResourceBuilder;

/// <summary>A file of the repository that is written from the types of states.</summary>
/// <param name="Path">Its path below the repository.</param>
/// <param name="Text">What is in it.</param>
public sealed record ResourceFile(string Path, string Text);

/// <summary>The files that are written from the types of states.</summary>
public static class ResourceFiles
{
    /// <summary>All of them.</summary>
    public static IEnumerable<ResourceFile> All() =>
    [
        .. ResourceCatalog.All.Select(kind => new ResourceFile($"dsc/{kind.Name}.dsc.resource.json", ManifestWriter.Write(kind))),
        new("dsc/KubeadmDsc/KubeadmDsc.psm1", ClassWriter.Write(ResourceCatalog.All)),
    ];
}
