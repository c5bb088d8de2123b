using k8s.Models;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.StaticPods;

/// <summary>Returns which of this node's static Pods use a file, by their manifests.</summary>
/// <remarks>
/// A Pod uses what one of its arguments names, or what is mounted into it by itself. A folder that is mounted says nothing: all of
/// kubeadm's mount the whole folder of certificates.
/// </remarks>
public sealed class StaticPodUsers
{
    private readonly List<(string Name, HashSet<string> Files)> _pods;

    /// <summary>Reads the manifests. One that is no Pod is passed over, as the kubelet does.</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="manifestsDirectory">The kubelet's folder of static Pod manifests.</param>
    public StaticPodUsers(INodeFileSystem files, string manifestsDirectory)
    {
        ArgumentNullException.ThrowIfNull(files);
        _pods = [.. new StaticPodReader(files, manifestsDirectory).ReadAll().Select(pod => (pod.Metadata.Name, FilesOf(pod)))];
    }

    /// <summary>The names of the Pods that use one of the files.</summary>
    /// <param name="paths">The files.</param>
    public IReadOnlyList<string> Of(params string[] paths) => [.. _pods.Where(pod => pod.Files.Overlaps(paths)).Select(pod => pod.Name)];

    private static HashSet<string> FilesOf(V1Pod pod)
    {
        var arguments = pod.Spec.Containers.SelectMany(container => (container.Command ?? []).Concat(container.Args ?? []))
            .Select(argument => argument[(argument.IndexOfAny(['=', ' ']) + 1)..].Trim());
        var mounted = (pod.Spec.Volumes ?? []).Select(volume => volume.HostPath?.Path ?? "");
        return arguments.Concat(mounted).ToHashSet(StringComparer.Ordinal);
    }
}
