using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Configuration.Reading;

/// <summary>Builds an InitConfiguration, with its cluster and component configurations, from the documents of a file.</summary>
internal sealed class InitReader(DocumentDecoder decoder, LoadOptions options, FindingCollector findings)
{
    private InitConfiguration? _init;
    private ClusterConfiguration? _cluster;
    private readonly ComponentConfigurations _components = new();

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

        if (_init is null && _cluster is null && !findings.HasErrors)
        {
            findings.Error("kind", "the file has neither InitConfiguration nor ClusterConfiguration");
        }

        findings.ThrowIfErrors();
        _init ??= new();
        _init.Cluster = _cluster ?? new();
        _init.Cluster.Components = _components;
        StaticDefaults.Apply(_init);
        StaticDefaults.Apply(_init.Cluster);
        if (decoder.ControlPlaneTimeout is { } timeout && timeout != TimeSpan.Zero && timeout != StaticDefaults.ControlPlaneHealthTimeout)
        {
            _init.Timeouts!.ControlPlaneComponentHealthCheck = timeout;
        }

        return _init;
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
                _init = decoder.Decode<InitConfiguration>(document);
                break;
            case "ClusterConfiguration":
                _cluster = decoder.Decode<ClusterConfiguration>(document);
                break;
            case "KubeletConfiguration":
                _components.Kubelet = new() { Document = decoder.Decode<KubeletConfiguration>(document), IsUserSupplied = true };
                KeepsEmptyClusterDns = document.Json["clusterDNS"] is JsonArray { Count: 0 };
                break;
            case "KubeProxyConfiguration":
                _components.KubeProxy = new() { Document = decoder.Decode<KubeProxyConfiguration>(document), IsUserSupplied = true };
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
    public static Finding Unknown(ConfigurationDocument document, string severity) => new(
        severity, "apiVersion", $"there is no {document.Kind} in {document.ApiVersion}", document.VersionLine) { File = document.File };
}
