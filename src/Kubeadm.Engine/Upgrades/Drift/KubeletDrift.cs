using System.Text;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Differences;
using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Upgrades.Drift;

/// <summary>
/// Finds what people changed by hand in the kubelets' configuration. In the cluster's ConfigMap an upgrade keeps it, as far as it is
/// known to the kubelet; in this node's file the ConfigMap's content takes its place.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="configuration">The configuration, complete with defaults and with the node's own part.</param>
/// <param name="patches">The patches that the upgrade would apply.</param>
internal sealed class KubeletDrift(INode node, InitConfiguration configuration, PatchSet patches)
{
    private const string AfterUpgrade = "after the upgrade";

    private KubeletConfiguration Document => configuration.Cluster.Components.Kubelet.Document;

    /// <summary>The node's file, if an upgrade takes something of it away.</summary>
    /// <exception cref="KubeadmException"><c>InvalidPatch</c>, <c>InvalidConfiguration</c>: the file or a patch cannot be read.</exception>
    public async Task<UpgradeDrift?> FindInFileAsync(CancellationToken cancellationToken)
    {
        if (!node.Files.FileExists(KubernetesPaths.KubeletConfiguration))
        {
            return null;
        }

        var instance = node.Files.FileExists(KubernetesPaths.KubeletInstanceConfiguration)
            ? Encoding.UTF8.GetString(node.Files.ReadAllBytes(KubernetesPaths.KubeletInstanceConfiguration, FileLimits.Configuration))
            : null;
        var own = await KubeletConfigurationDocument.ForNodeAsync(Document, node, _ => { }, cancellationToken);
        var (wanted, _) = KubeletConfigFiles.Render(own, patches, instance);
        var file = KubeYaml.DecodeText(node.Files.ReadAllBytes(KubernetesPaths.KubeletConfiguration, FileLimits.Configuration));
        return Lost(KubernetesPaths.KubeletConfiguration, file, wanted);
    }

    /// <summary>The cluster's ConfigMap, if a person changed it.</summary>
    /// <param name="kept">What it holds.</param>
    /// <param name="path">How it is called.</param>
    public IEnumerable<UpgradeDrift> FindInCluster(KeptConfiguration kept, string path)
    {
        var current = KubeletConfigurationDocument.ToYaml(Document);
        if (!kept.IsGenerated)
        {
            var plain = new KubeletConfiguration();
            KubeletDefaults.Apply(plain, configuration.Cluster, keepEmptyClusterDns: false, new FindingCollector());
            var difference = FileComparison.Compare(path, KubeletConfigurationDocument.ToYaml(plain), current, "as it is");
            if (difference.IsDifferent)
            {
                yield return new(path, UpgradeDrift.Kept, difference);
            }
        }

        if (Lost(path, kept.Text, current) is { } lost)
        {
            yield return lost;
        }
    }

    /// <summary>What comes new is no change by hand, and neither are the order of fields, comments and fields without a value.</summary>
    private static UpgradeDrift? Lost(string path, string before, string after)
    {
        var difference = FileComparison.Compare(path, Plain(before), Plain(after), AfterUpgrade);
        return difference.RemovedLines > 0 ? new(path, UpgradeDrift.Lost, difference) : null;
    }

    private static string Plain(string yaml) =>
        KubeYaml.ReadDocuments(yaml).Select(document => document.Root).OfType<JsonObject>().FirstOrDefault() is { } root ? KubeYaml.Write(ServerDefaults.WithoutEmpty(root)) : "";
}
