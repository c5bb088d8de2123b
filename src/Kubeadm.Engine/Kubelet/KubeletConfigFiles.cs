using System.Text;
using Kubeadm.Engine.ComponentConfigs;
using Kubeadm.Engine.Node;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Serialization;
using Kubeadm.Engine.Workflows;

namespace Kubeadm.Engine.Kubelet;

/// <summary>What came of writing the kubelet's configuration.</summary>
/// <param name="Change">The file and what happened to it.</param>
/// <param name="Applied">The file of each patch that was applied, in order.</param>
public sealed record KubeletConfigResult(Change Change, IReadOnlyList<PatchFile> Applied);

/// <summary>The kubelet's configuration files: files 0644, their folder 0700 where it is made.</summary>
/// <param name="files">The node's files.</param>
/// <param name="kubeletDirectory">The kubelet's folder.</param>
public sealed class KubeletConfigFiles(INodeFileSystem files, string kubeletDirectory)
{
    private string ConfigurationPath => $"{kubeletDirectory}/config.yaml";

    private string InstancePath => $"{kubeletDirectory}/instance-config.yaml";

    /// <summary>Sees to it that <c>instance-config.yaml</c> names the container runtime: what belongs to this node alone.</summary>
    public Change EnsureInstance(string criSocket) => Ensure(InstancePath, RenderInstance(criSocket));

    /// <summary>The text of <c>instance-config.yaml</c>.</summary>
    public static string RenderInstance(string criSocket) => $"containerRuntimeEndpoint: {GoQuote.Quote(criSocket)}\n";

    /// <summary>
    /// Sees to it that <c>config.yaml</c> is the cluster's configuration with the patches and then, where wanted, with what
    /// <c>instance-config.yaml</c> holds.
    /// </summary>
    /// <param name="configuration">The cluster's configuration, suited to this node.</param>
    /// <param name="patches">The patches.</param>
    /// <param name="withInstance">Whether <c>instance-config.yaml</c> is applied (feature gate <c>NodeLocalCRISocket</c>).</param>
    /// <exception cref="KubeadmException"><c>InvalidPatch</c>: a patch does not apply.</exception>
    public KubeletConfigResult Ensure(KubeletConfiguration configuration, PatchSet patches, bool withInstance)
    {
        var (yaml, applied) = Render(configuration, patches, withInstance ? ReadInstance() : null);
        return new KubeletConfigResult(Ensure(ConfigurationPath, yaml), applied);
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
        foreach (var part in instance is null ? [] : KubernetesYaml.ReadDocuments(instance))
        {
            document = StrategicMergePatch.Apply(document, part.Root, PatchSchema.KubeletConfiguration);
        }

        return (KubernetesYaml.Write(document), outcome.Applied);
    }

    private string ReadInstance()
    {
        try
        {
            return Encoding.UTF8.GetString(files.ReadAllBytes(InstancePath));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KubeadmException("KubeletInstanceConfigNotFound", $"{InstancePath} is not there", e)
            {
                Kind = KubeadmErrorKind.NotFound,
                Target = InstancePath,
                Remedy = $"Run the phase that writes it first, or turn the feature gate {KubeletFlags.NodeLocalCriSocket} off.",
            };
        }
    }

    private Change Ensure(string path, string content) => files.EnsureFile(path, Encoding.UTF8.GetBytes(content), NodeFileModes.PublicFile);
}
