using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Advice;

/// <summary>Adds to kubeadm's verdict on a configuration what a person who knows clusters would say of it. The verdict stays as it is.</summary>
public static class ConfigurationAdvisor
{
    private static readonly IAdviceRule[] Rules =
    [
        new OverlappingRanges(), new NodeRangeSize(), new EtcdPorts(), new RuntimeSocket(), new CertificateRotation(), new KubernetesObjects(), new DiscoveryFileSafety(),
    ];

    /// <summary>Checks every document of a file strictly, and adds advice.</summary>
    /// <inheritdoc cref="ConfigurationReport.TestAsync"/>
    public static async Task<ConfigurationReport> TestAsync(ConfigurationText yaml, INode node, VersionResolver? versionResolver, CancellationToken cancellationToken)
    {
        var report = await ConfigurationReport.TestAsync(yaml, node, versionResolver, cancellationToken);
        return report with { Findings = [.. report.Findings, .. Advise(new(report.Documents, report.Init, report.Join, node))] };
    }

    /// <summary>Adds advice to what init works with.</summary>
    public static LoadedConfiguration<InitConfiguration> Advise(LoadedConfiguration<InitConfiguration> loaded, INode node)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        return loaded with { Findings = [.. loaded.Findings, .. Advise(new(loaded.Documents, loaded.Configuration, Join: null, node))] };
    }

    /// <summary>Adds advice to what join works with.</summary>
    public static LoadedConfiguration<JoinConfiguration> Advise(LoadedConfiguration<JoinConfiguration> loaded, INode node)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        return loaded with { Findings = [.. loaded.Findings, .. Advise(new(loaded.Documents, Init: null, loaded.Configuration, node))] };
    }

    private static IReadOnlyList<Finding> Advise(AdviceSubject subject)
    {
        var findings = new FindingCollector();
        foreach (var document in subject.Documents)
        {
            findings.LookIn(document);
        }

        foreach (var rule in Rules)
        {
            rule.Check(subject, findings);
        }

        return findings.Findings;
    }
}
