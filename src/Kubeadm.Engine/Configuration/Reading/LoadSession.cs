using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Configuration.Validation;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Configuration.Reading;

/// <summary>The reading of one file: what its documents have to do with one another, and what was found in them.</summary>
internal sealed class LoadSession
{
    private readonly LoadOptions _options;
    private readonly FindingCollector _findings;
    private readonly DynamicDefaults _defaults;
    private readonly NodeRules _nodeRules;
    private readonly ClusterRules _clusterRules;

    public LoadSession(INode node, LoadOptions options, FindingCollector findings)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _findings = findings;
        Decoder = new(options, findings);
        _defaults = new(node, options, findings);
        var fields = new FieldRules(node, findings);
        _nodeRules = new(fields, path => node.Files.FileExists(path) || node.Files.DirectoryExists(path), findings);
        _clusterRules = new(fields, findings);
    }

    public DocumentDecoder Decoder { get; }

    public async Task<InitConfiguration> ReadInitAsync(IReadOnlyList<ConfigurationDocument> documents, CancellationToken cancellationToken)
    {
        var reader = new InitReader(Decoder, _options, _findings);
        var init = reader.Read(documents);
        await CompleteAsync(init, reader.KeepsEmptyClusterDns, cancellationToken);
        return init;
    }

    /// <summary>Reads what a cluster keeps. It was checked when it was made; what others have put there since is checked where it is used.</summary>
    public async Task<InitConfiguration> ReadKeptAsync(KeptConfigurations kept, CancellationToken cancellationToken)
    {
        List<ConfigurationDocument> documents = [.. ConfigurationDocuments.Read(ConfigurationText.FromString(kept.Cluster.Text), _findings)];
        foreach (var component in new[] { kept.Kubelet, kept.KubeProxy }.OfType<KeptConfiguration>())
        {
            // An old version that kubeadm generated is made anew; one that a person wrote, a person has to convert.
            documents.AddRange(ConfigurationDocuments.Read(ConfigurationText.FromString(component.Text), _findings).Where(document => document.IsKnown || !component.IsGenerated));
        }

        var reader = new InitReader(Decoder, _options, _findings);
        var init = reader.Read(documents);
        init.Cluster.Components.Kubelet.IsUserSupplied &= kept.Kubelet is { IsGenerated: false };
        init.Cluster.Components.KubeProxy.IsUserSupplied &= kept.KubeProxy is { IsGenerated: false };
        foreach (var notice in RemovedFeatureGates.RemoveFrom(init.Cluster.FeatureGates))
        {
            _findings.Warn("featureGates", notice);
        }

        await _defaults.ApplyToClusterAsync(init, reader.KeepsEmptyClusterDns, cancellationToken);
        _findings.ThrowIfErrors();
        return init;
    }

    public JoinConfiguration ReadJoin(IReadOnlyList<ConfigurationDocument> documents)
    {
        var join = ReadOne<JoinConfiguration>(documents, "JoinConfiguration");
        StaticDefaults.Apply(join);
        Complete(join);
        return join;
    }

    public ResetConfiguration ReadReset(IReadOnlyList<ConfigurationDocument> documents)
    {
        var reset = ReadOne<ResetConfiguration>(documents, "ResetConfiguration");
        StaticDefaults.Apply(reset);
        Complete(reset);
        return reset;
    }

    public UpgradeConfiguration ReadUpgrade(IReadOnlyList<ConfigurationDocument> documents)
    {
        var upgrade = ReadOne<UpgradeConfiguration>(documents, "UpgradeConfiguration");
        StaticDefaults.Apply(upgrade);
        _nodeRules.Check(upgrade);
        _findings.ThrowIfErrors();
        return upgrade;
    }

    /// <summary>Sets what depends on the machine, then checks all.</summary>
    public async Task CompleteAsync(InitConfiguration init, bool keepEmptyClusterDns, CancellationToken cancellationToken)
    {
        await _defaults.ApplyAsync(init, keepEmptyClusterDns, cancellationToken);
        _findings.ThrowIfErrors();
        _nodeRules.Check(init);
        _clusterRules.Check(init.Cluster);
        _findings.ThrowIfErrors();
    }

    public void Complete(IReadOnlyList<BootstrapToken> tokens)
    {
        DynamicDefaults.Generate(tokens);
        _nodeRules.Check(tokens);
        _findings.ThrowIfErrors();
    }

    public void Complete(JoinConfiguration join)
    {
        _defaults.Apply(join);
        _findings.ThrowIfErrors();
        _nodeRules.Check(join, _options.NeedsDiscovery);
        _findings.ThrowIfErrors();
    }

    public void Complete(ResetConfiguration reset)
    {
        _defaults.Apply(reset);
        _findings.ThrowIfErrors();
        _nodeRules.Check(reset);
        _findings.ThrowIfErrors();
    }

    /// <summary>Decodes the one document of a kind; others are ignored with a warning.</summary>
    private T ReadOne<T>(IReadOnlyList<ConfigurationDocument> documents, string kind)
        where T : class, new()
    {
        T? configuration = null;
        foreach (var document in documents)
        {
            if (document.Kind != kind)
            {
                _findings.Add(InitReader.Ignored(document));
                continue;
            }

            Decoder.CheckVersion(document);
            if (!document.IsKnown && !document.IsRefusedVersion)
            {
                _findings.Add(InitReader.Unknown(document, FindingSeverity.Error));
            }
            else if (document.IsKnown)
            {
                configuration = Decoder.Decode<T>(document);
            }
        }

        if (configuration is null && !_findings.HasErrors)
        {
            _findings.Error("kind", $"the file has no {kind}");
        }

        _findings.ThrowIfErrors();
        return configuration ?? throw new ConfigurationException(_findings.Findings);
    }
}
