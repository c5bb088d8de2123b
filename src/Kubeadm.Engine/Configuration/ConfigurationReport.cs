using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Configuration.Reading;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Configuration;

/// <summary>What <c>kubeadm config validate</c> says of a file.</summary>
/// <param name="IsValid">Whether the file can be used.</param>
/// <param name="Findings">Everything found: errors where it cannot be used, and warnings.</param>
public sealed record ConfigurationReport(bool IsValid, IReadOnlyList<Finding> Findings)
{
    /// <summary>The documents that could be told apart, those too that are not kubeadm's.</summary>
    internal IReadOnlyList<ConfigurationDocument> Documents { get; private init; } = [];

    /// <summary>What init would work with; null where the file has nothing for it. Fields with errors are as if they were not given.</summary>
    internal InitConfiguration? Init { get; private init; }

    /// <summary>What join would work with; see <see cref="Init"/>.</summary>
    internal JoinConfiguration? Join { get; private init; }

    /// <summary>Checks every kubeadm document of a file strictly.</summary>
    /// <param name="yaml">The text of the file.</param>
    /// <param name="node">The machine, for defaults that depend on it.</param>
    /// <param name="versionResolver">Resolves version labels; null to ask the release server.</param>
    /// <param name="cancellationToken">Ends the wait for the release server.</param>
    public static async Task<ConfigurationReport> TestAsync(ConfigurationText yaml, INode node, VersionResolver? versionResolver, CancellationToken cancellationToken)
    {
        var findings = new FindingCollector { GoesOn = true };
        var read = new ConfigurationReport(IsValid: true, []);
        try
        {
            var documents = ConfigurationDocuments.Read(yaml, findings);
            read = read with { Documents = documents };
            RefuseUnknown(documents, findings);
            var options = new LoadOptions { Strict = true, SkipCriDetection = true, VersionResolver = versionResolver ?? new() };
            List<ConfigurationDocument> known = [.. documents.Where(document => document.IsKnown || document.IsRefusedVersion)];
            read = await ReadAllAsync(read, known, () => new LoadSession(node, options, findings), cancellationToken);
        }
        catch (ConfigurationException e)
        {
            e.Findings.Except(findings.Findings).ToList().ForEach(findings.Add);
        }
        catch (KubeadmException e) when (findings.HasErrors && e.Kind == KubeadmErrorKind.InvalidInput)
        {
            // An error that follows from one that was found.
        }

        return read with { IsValid = !findings.HasErrors, Findings = [.. findings.Findings.Distinct()] };
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

    private static async Task<ConfigurationReport> ReadAllAsync(
        ConfigurationReport read, IReadOnlyList<ConfigurationDocument> documents, Func<LoadSession> open, CancellationToken cancellationToken)
    {
        var kinds = documents.Select(document => document.Kind).ToHashSet(StringComparer.Ordinal);
        if (kinds.Contains("InitConfiguration") || kinds.Contains("ClusterConfiguration"))
        {
            read = read with { Init = await open().ReadInitAsync(documents, cancellationToken) };
        }

        if (kinds.Contains("JoinConfiguration"))
        {
            read = read with { Join = open().ReadJoin(documents) };
        }

        if (kinds.Contains("ResetConfiguration"))
        {
            open().ReadReset(documents);
        }

        if (kinds.Contains("UpgradeConfiguration"))
        {
            open().ReadUpgrade(documents);
        }

        return read;
    }
}
