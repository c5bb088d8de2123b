using Kubeadm.Engine.Configuration.Conversion;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Configuration.Reading;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Configuration;

/// <summary>
/// Converts configuration files to the newest version of kubeadm's API, as <c>kubeadm config migrate</c> does, from v1beta3 and v1beta4;
/// and from v1beta1 and v1beta2, which kubeadm no longer reads.
/// </summary>
public static class ConfigurationConverter
{
    /// <summary>
    /// Converts the kubeadm documents of a file; those of the kubelet and of kube-proxy need no conversion and are left out.
    /// Everything that is not set is written with its default, also what depends on the machine.
    /// </summary>
    /// <param name="yaml">The text of the file.</param>
    /// <param name="node">The machine.</param>
    /// <param name="versionResolver">Resolves version labels; null to ask the release server.</param>
    /// <param name="cancellationToken">Ends the wait for the release server.</param>
    /// <returns>The new text, with warnings about what could not be kept.</returns>
    /// <exception cref="ConfigurationException">The file cannot be used.</exception>
    public static async Task<LoadedConfiguration<string>> MigrateAsync(
        ConfigurationText yaml, INode node, VersionResolver? versionResolver, CancellationToken cancellationToken)
    {
        var findings = new FindingCollector();
        var given = ConfigurationDocuments.Read(yaml, findings);
        var documents = OldDocuments.Upgrade(given, findings);
        ConfigurationReport.RefuseUnknown(documents, findings);
        var options = new LoadOptions
        {
            Strict = true,
            AllowDeprecated = true,
            AllowOldControlPlane = given.Any(OldDocuments.IsOld),
            VersionResolver = versionResolver ?? new(),
        };
        var texts = await ConvertAsync(documents, new LoadSession(node, options, findings), findings, cancellationToken);
        return new(string.Join("---\n", texts), findings.Findings);
    }

    private static async Task<List<string>> ConvertAsync(
        IReadOnlyList<ConfigurationDocument> documents, LoadSession session, FindingCollector findings, CancellationToken cancellationToken)
    {
        List<string> texts = [];
        var kinds = documents.Select(document => document.Kind).ToHashSet(StringComparer.Ordinal);
        if (kinds.Contains("InitConfiguration") || kinds.Contains("ClusterConfiguration"))
        {
            var init = await session.ReadInitAsync(documents, cancellationToken);
            KeepControlPlaneTimeout(init.Timeouts!, session.Decoder.ControlPlaneTimeout ?? TimeSpan.Zero);
            texts.Add(ClusterConfigurationDocument.ToYaml(init));
        }

        if (kinds.Contains("JoinConfiguration"))
        {
            var join = session.ReadJoin(documents);
            var limit = session.Decoder.ControlPlaneTimeout;
            KeepControlPlaneTimeout(join.Timeouts!, limit == TimeSpan.Zero ? null : limit);
            texts.Add(ApiSerializer.ToYaml(join));
        }

        if (kinds.Contains("ResetConfiguration"))
        {
            texts.Add(ApiSerializer.ToYaml(session.ReadReset(documents)));
        }

        if (kinds.Contains("UpgradeConfiguration"))
        {
            findings.Error("kind", "UpgradeConfiguration is in the newest version already and cannot be converted; leave the document out");
            findings.ThrowIfErrors();
        }

        return texts;
    }

    /// <summary>
    /// kubeadm writes the time limit of the control plane from where v1beta3 has it, and 0s (its own default) where there is none,
    /// whatever the v1beta4 document says; files must come out equal.
    /// </summary>
    private static void KeepControlPlaneTimeout(Timeouts timeouts, TimeSpan? limit) =>
        timeouts.ControlPlaneComponentHealthCheck = limit ?? timeouts.ControlPlaneComponentHealthCheck;
}
