using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Kubelet;

/// <summary>The texts of the kubelet's configuration files.</summary>
public static class KubeletConfigFiles
{
    /// <summary>The text of <c>instance-config.yaml</c>, which names the container runtime: what belongs to this node alone.</summary>
    public static string RenderInstance(string criSocket) => $"containerRuntimeEndpoint: {GoQuote.Quote(criSocket)}\n";

    /// <summary>What a configuration file of this node's kubelet says; the defaults where it is not there.</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: it is not YAML.</exception>
    public static KubeletConfiguration Read(INodeFileSystem files, string path)
    {
        ArgumentNullException.ThrowIfNull(files);
        var documents = files.FileExists(path) ? Documents(files.ReadAllBytes(path, FileLimits.Configuration), path) : [];
        return documents.Select(document => document.Root).OfType<JsonObject>().FirstOrDefault() is { } root ? ApiSerializer.Decode<KubeletConfiguration>(root).Value : new();
    }

    private static IReadOnlyList<YamlDocument> Documents(byte[] content, string path)
    {
        try
        {
            return KubeYaml.ReadDocuments(content);
        }
        catch (KubeadmException problem)
        {
            throw ConfigurationErrors.InFile(path, problem);
        }
    }

    /// <summary>The text of <c>config.yaml</c>.</summary>
    /// <param name="configuration">The cluster's configuration, suited to this node.</param>
    /// <param name="patches">The patches.</param>
    /// <param name="instance">The text of <c>instance-config.yaml</c>, applied last; null when it is not wanted.</param>
    /// <exception cref="KubeadmException"><c>InvalidPatch</c>: a patch does not apply.</exception>
    public static (string Yaml, IReadOnlyList<PatchFile> Applied) Render(KubeletConfiguration configuration, PatchSet patches, string? instance)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(patches);
        var outcome = patches.Apply(PatchTargets.KubeletConfiguration, ApiSerializer.ToJson(configuration).AsObject());
        var document = outcome.Result;
        foreach (var part in instance is null ? [] : KubeYaml.ReadDocuments(instance))
        {
            document = StrategicMergePatch.Apply(document, part.Root, PatchSchema.KubeletConfiguration);
        }

        return (KubeYaml.Write(document), outcome.Applied);
    }
}
