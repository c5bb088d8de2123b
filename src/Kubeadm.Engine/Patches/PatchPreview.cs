using System.Text.Json.Nodes;
using Kubeadm.Engine.Differences;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Kubernetes;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Patches;

/// <summary>What a file of patches does to a document.</summary>
/// <param name="File">The file.</param>
/// <param name="Error">Why it does not apply, or null when it does.</param>
public sealed record PatchFilePreview(PatchFile File, string? Error)
{
    /// <summary>Whether it applies.</summary>
    public bool IsApplied => Error is null;
}

/// <summary>What a folder of patches would make of a document. Nothing is written.</summary>
/// <param name="Target">The target that the document is.</param>
/// <param name="Result">The patched document as YAML; files that do not apply are left out of it.</param>
/// <param name="Difference">The document and the result compared in the unified format; empty when nothing changes.</param>
/// <param name="Files">The files that are for this target, in the order in which they apply.</param>
/// <param name="Error">Why the result is no document of its kind any more, or null.</param>
public sealed record PatchPreview(string Target, string Result, string Difference, IReadOnlyList<PatchFilePreview> Files, string? Error)
{
    /// <summary>Whether every file applies and the result is still a document of its kind.</summary>
    public bool IsValid => Error is null && Files.All(file => file.IsApplied);

    /// <summary>Shows what patches make of a document.</summary>
    /// <param name="patches">The patches.</param>
    /// <param name="yaml">The document: a manifest of the control plane, the kubelet's configuration or CoreDNS's Deployment.</param>
    /// <param name="target">The target; null to tell it by the document.</param>
    /// <exception cref="KubeadmException"><c>InvalidPatch</c>: the document is none that can be patched, or the target is unknown.</exception>
    public static PatchPreview Create(PatchSet patches, string yaml, string? target = null)
    {
        ArgumentNullException.ThrowIfNull(patches);
        var document = KubeYaml.ReadDocuments(yaml).Select(part => part.Root).OfType<JsonObject>().FirstOrDefault()
            ?? throw PatchErrors.NoDocument();
        target ??= TargetOf(document);
        PatchTargets.SchemaOf(target);
        var result = document;
        List<PatchFilePreview> files = [];
        foreach (var file in patches.Files.Where(file => file.Target == target))
        {
            try
            {
                result = PatchSet.Apply(file, result);
                files.Add(new PatchFilePreview(file, null));
            }
            catch (PatchException e)
            {
                files.Add(new PatchFilePreview(file, e.Message));
            }
        }

        var (text, error) = Render(result, target, isPatched: files.Exists(file => file.IsApplied));
        var difference = UnifiedDifference.Create(KubeYaml.Write(document), text, target, $"{target} (patched)");
        return new PatchPreview(target, text, difference, files, error);
    }

    private static string TargetOf(JsonObject document) => (Text(document["kind"]), Text((document["metadata"] as JsonObject)?["name"])) switch
    {
        ("KubeletConfiguration", _) => PatchTargets.KubeletConfiguration,
        ("Deployment", ComponentNames.CoreDns) => PatchTargets.CoreDnsDeployment,
        ("Pod", { } name) when PatchTargets.All.Contains(name) => name,
        var (kind, name) => throw PatchErrors.NotPatched(kind, name),
    };

    // Pods and Deployments go through their type, as they do before they are written: what it does not know is dropped, a wrong type is an error.
    private static (string Text, string? Error) Render(JsonObject result, string target, bool isPatched)
    {
        var schema = PatchTargets.SchemaOf(target);
        if (isPatched && schema != PatchSchema.KubeletConfiguration)
        {
            var source = $"the patched manifest of {target}";
            try
            {
                object model = schema == PatchSchema.Pod ? ModelDocument.ReadPod(result, source) : ModelDocument.ReadDeployment(result, source);
                return (KubernetesModels.ToYaml(model), null);
            }
            catch (KubeadmException e)
            {
                return (KubeYaml.Write(result), e.Message);
            }
        }

        return (KubeYaml.Write(result), null);
    }

    private static string? Text(JsonNode? value) => JsonValues.Text(value);
}
