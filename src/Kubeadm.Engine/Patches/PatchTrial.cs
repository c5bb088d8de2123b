using System.Text.Json.Nodes;
using Kubeadm.Engine.Differences;
using Kubeadm.Engine.Serialization.Kubernetes;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Patches;

/// <summary>Shows what a folder of patches would make of a document. Writes nothing.</summary>
public static class PatchTrial
{
    /// <summary>Shows what patches make of a document.</summary>
    /// <param name="patches">The patches.</param>
    /// <param name="yaml">The document: a manifest of the control plane, the kubelet's configuration or CoreDNS's Deployment.</param>
    /// <param name="target">The target; null to tell it by the document.</param>
    /// <exception cref="KubeadmException"><c>InvalidPatch</c>: the document is none that can be patched, or the target is unknown.</exception>
    public static PatchPreview Run(PatchSet patches, string yaml, string? target = null)
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
                files.Add(Describe(file, null));
            }
            catch (PatchException e)
            {
                files.Add(Describe(file, e.Message));
            }
        }

        var (text, error) = Render(result, target, isPatched: files.Exists(file => file.IsApplied));
        var difference = UnifiedDifference.Create(KubeYaml.Write(document), text, target, $"{target} (patched)");
        return new PatchPreview(target, text, difference, [.. files], error);
    }

    private static PatchFilePreview Describe(PatchFile file, string? error) => new(file.Path, file.Type.ToString(), error);

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
