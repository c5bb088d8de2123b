using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Reading;

namespace Kubeadm.Engine.Configuration;

/// <summary>
/// Describes how component configurations stand, by the rules of <c>kubeadm upgrade plan</c>: one version of each group is read; another
/// one is generated anew if kubeadm generated it, and else a person has to convert it.
/// </summary>
/// <remarks>
/// Where a person has to, <c>kubeadm upgrade plan</c> of v1.36 ends with an error, though its table has a column for it; here the
/// state says so, and it is for the caller to stop.
/// </remarks>
public static class ComponentConfigStates
{
    /// <summary>The state of what a cluster keeps for a component.</summary>
    /// <param name="group">The component's group.</param>
    /// <param name="kept">What is kept; null means nothing.</param>
    /// <param name="configMap">Namespace and name of the ConfigMap that keeps it.</param>
    /// <exception cref="ConfigurationException">It cannot be read.</exception>
    public static LoadedConfiguration<KubeComponentConfig> OfCluster(ComponentGroup group, KeptConfiguration? kept, string configMap)
    {
        ArgumentNullException.ThrowIfNull(group);
        var findings = new FindingCollector();
        var documents = kept is null ? [] : ConfigurationDocuments.Read(ConfigurationText.FromString(kept.Text), findings);
        return new(Of(group, documents, kept?.Origin, configMap, findings), findings.Findings);
    }

    /// <summary>The state of every component's configuration in a file, all of which a person supplied.</summary>
    /// <param name="yaml">The text of the file.</param>
    /// <exception cref="ConfigurationException">It cannot be read.</exception>
    public static LoadedConfiguration<IReadOnlyList<KubeComponentConfig>> OfFile(ConfigurationText yaml)
    {
        var findings = new FindingCollector();
        var documents = ConfigurationDocuments.Read(yaml, findings);
        return new(
            [.. ComponentGroup.All.Select(group => Of(group, documents, ConfigurationOrigin.UserSupplied, configMap: null, findings))], findings.Findings);
    }

    private static KubeComponentConfig Of(
        ComponentGroup group, IReadOnlyList<ConfigurationDocument> documents, string? origin, string? configMap, FindingCollector findings)
    {
        var document = documents.FirstOrDefault(document => document.Group == group.Group);
        var state = new KubeComponentConfig
        {
            Group = group.Group,
            Kind = group.Kind,
            PreferredVersion = group.PreferredVersion,
            CurrentVersion = document?.Version,
            Origin = document is null ? null : origin,
            ConfigMap = configMap,
        };
        if (document is null)
        {
            return state;
        }

        if (document.Version != group.PreferredVersion)
        {
            return state with { ManualUpgradeRequired = origin != ConfigurationOrigin.Generated, IsRegenerated = origin == ConfigurationOrigin.Generated };
        }

        Check(group, document, findings);
        return state;
    }

    /// <summary>Reads the document as an upgrade would, for what an upgrade would say of it.</summary>
    private static void Check(ComponentGroup group, ConfigurationDocument document, FindingCollector findings)
    {
        var decoder = new DocumentDecoder(new LoadOptions(), findings);
        if (document.Kind != group.Kind)
        {
            findings.Add(InitReader.Unknown(document, FindingSeverity.Error));
        }
        else if (group == ComponentGroup.Kubelet)
        {
            decoder.Decode<KubeletConfiguration>(document);
        }
        else
        {
            decoder.Decode<KubeProxyConfiguration>(document);
        }

        findings.ThrowIfErrors();
    }
}
