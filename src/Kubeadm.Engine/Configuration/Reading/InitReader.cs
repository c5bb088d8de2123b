using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Configuration.Reading;

/// <summary>Makes an InitConfiguration, with its cluster and component configurations, of the documents of a file.</summary>
internal sealed class InitReader(DocumentDecoder decoder, LoadOptions options, FindingCollector findings)
{
    private InitConfiguration? init;
    private ClusterConfiguration? cluster;
    private readonly ComponentConfigurations components = new();

    /// <summary>Whether the kubelet's list of DNS servers is written, and empty.</summary>
    public bool KeepsEmptyClusterDns { get; private set; }

    /// <summary>Reads all documents; static defaults are set, the machine was not looked at.</summary>
    public InitConfiguration Read(IReadOnlyList<ConfigurationDocument> documents)
    {
        foreach (var document in documents)
        {
            decoder.CheckVersion(document);
            if (!document.IsRefusedVersion)
            {
                Read(document);
            }
        }

        if (init is null && cluster is null && !findings.HasErrors)
        {
            findings.Error("kind", "the file has neither InitConfiguration nor ClusterConfiguration");
        }

        findings.ThrowIfErrors();
        init ??= new();
        init.Cluster = cluster ?? new();
        init.Cluster.Components = components;
        StaticDefaults.Apply(init);
        StaticDefaults.Apply(init.Cluster);
        if (decoder.ControlPlaneTimeout is { } timeout && timeout != TimeSpan.Zero && timeout != StaticDefaults.ControlPlaneHealthTimeout)
        {
            init.Timeouts!.ControlPlaneComponentHealthCheck = timeout;
        }

        return init;
    }

    private void Read(ConfigurationDocument document)
    {
        switch (document.Kind)
        {
            case "InitConfiguration" or "ClusterConfiguration" when !document.IsKnown:
            case not null when document.IsComponentConfiguration && !document.IsKnown:
                findings.Add(Unknown(document, FindingSeverity.Error));
                break;
            case not null when !document.IsKnown:
                findings.Add(Unknown(document, options.Strict ? FindingSeverity.Error : FindingSeverity.Warning));
                break;
            case "InitConfiguration":
                init = decoder.Decode<InitConfiguration>(document);
                break;
            case "ClusterConfiguration":
                cluster = decoder.Decode<ClusterConfiguration>(document);
                break;
            case "KubeletConfiguration":
                components.Kubelet = new() { Document = decoder.Decode<KubeletConfiguration>(document), IsUserSupplied = true };
                KeepsEmptyClusterDns = document.Json["clusterDNS"] is JsonArray { Count: 0 };
                break;
            case "KubeProxyConfiguration":
                components.KubeProxy = new() { Document = decoder.Decode<KubeProxyConfiguration>(document), IsUserSupplied = true };
                break;
            case not null when document.IsComponentConfiguration:
                findings.Add(Unknown(document, FindingSeverity.Error));
                break;
            default:
                findings.Add(Ignored(document));
                break;
        }
    }

    /// <summary>A document that is not looked at.</summary>
    public static Finding Ignored(ConfigurationDocument document) => new(
        FindingSeverity.Warning, "kind", $"the document {document.ApiVersion}, {document.Kind} is ignored", document.Yaml.Line) { File = document.File };

    /// <summary>A document of a group, version and kind that are not known.</summary>
    public static Finding Unknown(ConfigurationDocument document, FindingSeverity severity) => new(
        severity, "apiVersion", $"there is no {document.Kind} in {document.ApiVersion}", document.VersionLine) { File = document.File };
}
