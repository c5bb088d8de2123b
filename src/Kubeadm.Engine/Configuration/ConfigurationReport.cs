using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Reading;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Configuration;

/// <summary>What <c>kubeadm config validate</c> says of a file.</summary>
/// <param name="IsValid">Whether the file can be used.</param>
/// <param name="Findings">Everything found: errors where it cannot be used, and warnings.</param>
public sealed record ConfigurationReport(bool IsValid, IReadOnlyList<Finding> Findings)
{
    /// <summary>Checks every kubeadm document of a file strictly.</summary>
    /// <param name="yaml">The text of the file.</param>
    /// <param name="node">The machine, for defaults that depend on it.</param>
    /// <param name="versionResolver">Resolves version labels; null to ask the release server.</param>
    /// <param name="cancellationToken">Ends the wait for the release server.</param>
    public static async Task<ConfigurationReport> TestAsync(ConfigurationText yaml, INode node, VersionResolver? versionResolver, CancellationToken cancellationToken)
    {
        var findings = new FindingCollector { GoesOn = true };
        try
        {
            var documents = ConfigurationDocuments.Read(yaml, findings);
            RefuseUnknown(documents, findings);
            var options = new LoadOptions { Strict = true, SkipCriDetection = true, VersionResolver = versionResolver ?? new() };
            List<ConfigurationDocument> known = [.. documents.Where(document => document.IsKnown || document.IsRefusedVersion)];
            await ReadAllAsync(known, node, options, findings, cancellationToken);
        }
        catch (ConfigurationException e)
        {
            e.Findings.Except(findings.Findings).ToList().ForEach(findings.Add);
        }
        catch (KubeadmException e) when (findings.HasErrors && e.Kind == KubeadmErrorKind.InvalidInput)
        {
            // An error that follows from one that was found.
        }

        return new(!findings.HasErrors, [.. findings.Findings.Distinct()]);
    }

    /// <summary>Kinds that never were are errors; kinds of versions that are no longer read are looked at where they are used.</summary>
    internal static void RefuseUnknown(IReadOnlyList<ConfigurationDocument> documents, FindingCollector findings)
    {
        foreach (var document in documents.Where(document => !document.IsKnown && !document.IsRefusedVersion))
        {
            findings.Add(InitReader.Unknown(document, FindingSeverity.Error));
        }

        findings.ThrowIfErrors();
    }

    private static async Task ReadAllAsync(
        IReadOnlyList<ConfigurationDocument> documents, INode node, LoadOptions options, FindingCollector findings, CancellationToken cancellationToken)
    {
        var kinds = documents.Select(document => document.Kind).ToHashSet(StringComparer.Ordinal);
        if (kinds.Contains("InitConfiguration") || kinds.Contains("ClusterConfiguration"))
        {
            await new LoadSession(node, options, findings).ReadInitAsync(documents, cancellationToken);
        }

        if (kinds.Contains("JoinConfiguration"))
        {
            new LoadSession(node, options, findings).ReadJoin(documents);
        }

        if (kinds.Contains("ResetConfiguration"))
        {
            new LoadSession(node, options, findings).ReadReset(documents);
        }

        if (kinds.Contains("UpgradeConfiguration"))
        {
            new LoadSession(node, options, findings).ReadUpgrade(documents);
        }
    }
}
