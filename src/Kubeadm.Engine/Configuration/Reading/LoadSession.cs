using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Configuration.Validation;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Configuration.Reading;

/// <summary>The reading of one file: what its documents have to do with one another, and what was found in them.</summary>
internal sealed class LoadSession
{
    private readonly LoadOptions options;
    private readonly FindingCollector findings;
    private readonly DynamicDefaults defaults;
    private readonly NodeRules nodeRules;
    private readonly ClusterRules clusterRules;

    public LoadSession(INode node, LoadOptions options, FindingCollector findings)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        this.findings = findings;
        Decoder = new(options, findings);
        defaults = new(node, options, findings);
        var fields = new FieldRules(node, findings);
        nodeRules = new(fields, path => node.Files.FileExists(path) || node.Files.DirectoryExists(path), findings);
        clusterRules = new(fields, findings);
    }

    public DocumentDecoder Decoder { get; }

    public async Task<InitConfiguration> ReadInitAsync(IReadOnlyList<ConfigurationDocument> documents, CancellationToken cancellationToken)
    {
        var reader = new InitReader(Decoder, options, findings);
        var init = reader.Read(documents);
        await CompleteAsync(init, reader.KeepsEmptyClusterDns, cancellationToken);
        return init;
    }

    /// <summary>Reads what a cluster keeps. It was checked when it was made; what others have put there since is checked where it is used.</summary>
    public async Task<InitConfiguration> ReadKeptAsync(KeptConfigurations kept, CancellationToken cancellationToken)
    {
        List<ConfigurationDocument> documents = [.. ConfigurationDocuments.Read(ConfigurationText.FromString(kept.Cluster.Text), findings)];
        foreach (var component in new[] { kept.Kubelet, kept.KubeProxy }.OfType<KeptConfiguration>())
        {
            // An old version that kubeadm generated is made anew; one that a person wrote, a person has to convert.
            documents.AddRange(ConfigurationDocuments.Read(ConfigurationText.FromString(component.Text), findings).Where(document => document.IsKnown || !component.IsGenerated));
        }

        var reader = new InitReader(Decoder, options, findings);
        var init = reader.Read(documents);
        init.Cluster.Components.Kubelet.IsUserSupplied &= kept.Kubelet is { IsGenerated: false };
        init.Cluster.Components.KubeProxy.IsUserSupplied &= kept.KubeProxy is { IsGenerated: false };
        await defaults.ApplyToClusterAsync(init, reader.KeepsEmptyClusterDns, cancellationToken);
        findings.ThrowIfErrors();
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
        nodeRules.Check(upgrade);
        findings.ThrowIfErrors();
        return upgrade;
    }

    /// <summary>Sets what depends on the machine, then checks all.</summary>
    public async Task CompleteAsync(InitConfiguration init, bool keepEmptyClusterDns, CancellationToken cancellationToken)
    {
        await defaults.ApplyAsync(init, keepEmptyClusterDns, cancellationToken);
        findings.ThrowIfErrors();
        nodeRules.Check(init);
        clusterRules.Check(init.Cluster);
        findings.ThrowIfErrors();
    }

    public void Complete(IReadOnlyList<BootstrapToken> tokens)
    {
        DynamicDefaults.Generate(tokens);
        nodeRules.Check(tokens);
        findings.ThrowIfErrors();
    }

    public void Complete(JoinConfiguration join)
    {
        defaults.Apply(join);
        findings.ThrowIfErrors();
        nodeRules.Check(join, options.NeedsDiscovery);
        findings.ThrowIfErrors();
    }

    public void Complete(ResetConfiguration reset)
    {
        defaults.Apply(reset);
        findings.ThrowIfErrors();
        nodeRules.Check(reset);
        findings.ThrowIfErrors();
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
                findings.Add(InitReader.Ignored(document));
                continue;
            }

            Decoder.CheckVersion(document);
            if (!document.IsKnown && !document.IsRefusedVersion)
            {
                findings.Add(InitReader.Unknown(document, FindingSeverity.Error));
            }
            else if (document.IsKnown)
            {
                configuration = Decoder.Decode<T>(document);
            }
        }

        if (configuration is null && !findings.HasErrors)
        {
            findings.Error("kind", $"the file has no {kind}");
        }

        findings.ThrowIfErrors();
        return configuration!;
    }
}
