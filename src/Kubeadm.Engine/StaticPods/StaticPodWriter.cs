using System.Text;
using System.Text.Json.Nodes;
using k8s.Models;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Serialization.Kubernetes;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.StaticPods;

/// <summary>What came of writing a manifest.</summary>
/// <param name="Change">The file and what happened to it.</param>
/// <param name="Applied">The file of each patch that was applied, in order.</param>
/// <param name="PodName">The Pod's name after the patches; any but the component's is one that kubeadm does not look for.</param>
public sealed record StaticPodResult(Change Change, IReadOnlyList<PatchFile> Applied, string PodName);

/// <summary>Writes manifests into the kubelet's folder of static Pods: files 0600 in a folder 0700.</summary>
/// <param name="files">The node's files.</param>
/// <param name="manifestsDirectory">The folder.</param>
public sealed class StaticPodWriter(INodeFileSystem files, string manifestsDirectory)
{
    /// <summary>Ensures that a component's manifest is that of a Pod with its patches; one that already is stays untouched.</summary>
    /// <param name="pod">The Pod; its name is the component's.</param>
    /// <param name="patches">The patches.</param>
    /// <exception cref="KubeadmException">
    /// <c>InvalidPatch</c>: a patch does not apply. <c>InvalidManifest</c>: what the patches make of it is no Pod.
    /// </exception>
    public StaticPodResult Ensure(V1Pod pod, PatchSet patches)
    {
        ArgumentNullException.ThrowIfNull(pod);
        ArgumentNullException.ThrowIfNull(patches);
        var component = pod.Metadata.Name;
        var (document, applied) = Patch(pod, patches);
        var path = StaticPodComponents.ManifestPath(manifestsDirectory, component);
        var change = files.EnsureFile(path, Encoding.UTF8.GetBytes(KubeYaml.Write(document)), NodeFileModes.PrivateFile);
        return new StaticPodResult(change, applied, JsonValues.Text(document["metadata"]?["name"]) ?? "");
    }

    /// <summary>The manifest's text of a Pod with its patches.</summary>
    public static (string Yaml, IReadOnlyList<PatchFile> Applied) Render(V1Pod pod, PatchSet patches)
    {
        ArgumentNullException.ThrowIfNull(pod);
        ArgumentNullException.ThrowIfNull(patches);
        var (document, applied) = Patch(pod, patches);
        return (KubeYaml.Write(document), applied);
    }

    private static (JsonObject Document, IReadOnlyList<PatchFile> Applied) Patch(V1Pod pod, PatchSet patches)
    {
        var component = pod.Metadata.Name;
        var outcome = patches.Apply(component, KubernetesModels.ToJson(pod));
        var document = outcome.Applied.Count == 0
            ? outcome.Result
            : KubernetesModels.ToJson(ModelDocument.ReadPod(outcome.Result, $"the patched manifest of {component}"));
        return (document, outcome.Applied);
    }
}
