using k8s.Models;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Kubernetes;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.StaticPods;

/// <summary>Reads manifests of static Pods.</summary>
/// <param name="files">The node's files.</param>
/// <param name="manifestsDirectory">The kubelet's folder of static Pod manifests.</param>
public sealed class StaticPodReader(INodeFileSystem files, string manifestsDirectory)
{
    /// <summary>Where a component's manifest is.</summary>
    public string PathOf(string component) => StaticPodComponents.ManifestPath(manifestsDirectory, component);

    /// <summary>Whether a node is one of a control plane: its kubelet has a manifest of an API server.</summary>
    public static bool IsOnControlPlane(INodeFileSystem files) => new StaticPodReader(files, KubernetesPaths.ManifestsDirectory).Exists(ComponentNames.ApiServer);

    /// <summary>Whether a component's manifest is there.</summary>
    public bool Exists(string component) => files.FileExists(PathOf(component));

    /// <summary>All Pods of the folder, ordered by their files' names. What is hidden or no Pod is passed over, as by the kubelet.</summary>
    public IEnumerable<V1Pod> ReadAll() => ReadFiles().Select(file => file.Pod);

    /// <summary>
    /// Files beside a component's manifest that describe the same Pod. The kubelet takes them as well, whatever they are called, and runs the
    /// one or the other.
    /// </summary>
    public IReadOnlyList<string> FindSeconds(string component) =>
        [.. ReadFiles().Where(file => file.Path != PathOf(component) && file.Pod.Metadata.Name == component).Select(file => file.Path)];

    private IEnumerable<(string Path, V1Pod Pod)> ReadFiles()
    {
        foreach (var path in files.List(manifestsDirectory).Where(name => name[0] != '.').Select(name => $"{manifestsDirectory}/{name}").Where(files.FileExists))
        {
            if (FindAt(path) is { } pod)
            {
                yield return (path, pod);
            }
        }
    }

    /// <summary>Reads a component's manifest; null when it is not there or cannot be read.</summary>
    public V1Pod? Find(string component) => FindAt(PathOf(component));

    /// <summary>Reads a component's manifest.</summary>
    /// <exception cref="KubeadmException">
    /// <c>ManifestNotFound</c>: there is none. <c>InvalidManifest</c>: it is not a Pod with a name and a container.
    /// </exception>
    public V1Pod Read(string component)
    {
        var path = PathOf(component);
        try
        {
            return Parse(files.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw StaticPodErrors.ManifestNotFound(path, e);
        }
    }

    /// <summary>Reads a component's manifest as it stands.</summary>
    /// <exception cref="KubeadmException"><c>ManifestNotFound</c>: there is none.</exception>
    public string ReadText(string component)
    {
        var path = PathOf(component);
        try
        {
            return KubeYaml.DecodeText(files.ReadAllBytes(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw StaticPodErrors.ManifestNotFound(path, e);
        }
    }

    private V1Pod? FindAt(string path)
    {
        try
        {
            return Parse(files.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is KubeadmException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads a manifest's text.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="source">Where it came from, for messages.</param>
    /// <exception cref="KubeadmException"><c>InvalidManifest</c>: it is not a Pod.</exception>
    public static V1Pod Parse(string yaml, string source) => Parse(() => KubeYaml.ReadDocuments(yaml), source);

    /// <summary>Reads a manifest's file.</summary>
    /// <param name="content">Its content.</param>
    /// <param name="source">Where it came from, for messages.</param>
    /// <exception cref="KubeadmException"><c>InvalidManifest</c>: it is not a Pod.</exception>
    public static V1Pod Parse(byte[] content, string source) => Parse(() => KubeYaml.ReadDocuments(content), source);

    /// <summary>What readers of manifests rely on.</summary>
    private static string? MissingOf(V1Pod pod) => pod switch
    {
        { Metadata.Name: null or "" } or { Metadata: null } => "metadata.name",
        { Spec.Containers: null or { Count: 0 } } or { Spec: null } => "spec.containers",
        _ => null,
    };

    private static V1Pod Parse(Func<IReadOnlyList<YamlDocument>> read, string source)
    {
        try
        {
            var pod = ModelDocument.ReadPod(read().FirstOrDefault(document => document.Root is not null)?.Root, source);
            return MissingOf(pod) is { } field ? throw ManifestErrors.Incomplete(source, field) : pod;
        }
        catch (KubeadmException problem) when (problem.ErrorId == ErrorIds.InvalidConfiguration)
        {
            throw ManifestErrors.NotYaml(source, problem);
        }
    }
}
