using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Configuration.Reading;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Configuration;

/// <summary>
/// Builds complete, valid configurations from files or flags: reads, sets what is not set, and checks, in kubeadm's order.
/// All methods throw <see cref="ConfigurationException"/> with every finding when the configuration cannot be used, and <c>ValuesBesideFile</c> where what
/// is given beside a file would contradict it.
/// </summary>
public static class ConfigurationLoader
{
    /// <summary>Loads what <c>init</c> works with.</summary>
    /// <param name="yaml">The text of a configuration file; null to go by the flags alone.</param>
    /// <param name="flags">The flags; beside a file only the node's name.</param>
    /// <param name="node">The machine.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Ends the wait for the release server.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public static async Task<LoadedConfiguration<InitConfiguration>> LoadInitAsync(
        ConfigurationText? yaml, InitFlags flags, INode node, LoadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(flags);
        var findings = new FindingCollector();
        var session = new LoadSession(node, options, findings);
        IReadOnlyList<ConfigurationDocument> documents = [];
        InitConfiguration init;
        if (yaml is null)
        {
            init = FlagDocuments.From(flags, findings);
            findings.ThrowIfErrors();
            await session.CompleteAsync(init, keepEmptyClusterDns: false, cancellationToken);
        }
        else
        {
            FlagDocuments.CheckBesideFile(flags, options, findings);
            documents = ConfigurationDocuments.Read(yaml, findings);
            init = await session.ReadInitAsync(documents, cancellationToken);
        }

        init.NodeRegistration.Name = Text.Either(flags.NodeName, init.NodeRegistration.Name);
        if (options.ForNode)
        {
            CheckAddress(init.LocalApiEndpoint, "localAPIEndpoint", findings);
            foreach (var problem in FeatureGates.Incompatible(init.Cluster.FeatureGates, KubernetesVersion.Parse(init.Cluster.KubernetesVersion)))
            {
                findings.Error("featureGates", problem);
            }
        }

        return Finish(init, findings) with { Documents = documents };
    }

    /// <summary>Completes the configuration that a cluster keeps, for a node that works on that cluster. The node's own part is as if nothing was given.</summary>
    /// <param name="kept">The documents.</param>
    /// <param name="node">The machine.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Ends the wait for the release server, which only a version label needs.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public static async Task<LoadedConfiguration<InitConfiguration>> LoadKeptAsync(
        KeptConfigurations kept, INode node, LoadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(options);
        var findings = new FindingCollector();
        var session = new LoadSession(node, options with { AllowDeprecated = true, SkipCriDetection = true }, findings);
        return Finish(await session.ReadKeptAsync(kept, cancellationToken), findings);
    }

    /// <summary>Loads what <c>join</c> works with.</summary>
    /// <inheritdoc cref="LoadInitAsync"/>
    public static Task<LoadedConfiguration<JoinConfiguration>> LoadJoinAsync(
        ConfigurationText? yaml, JoinFlags flags, INode node, LoadOptions options, CancellationToken cancellationToken) => RunAsync(() =>
    {
        ArgumentNullException.ThrowIfNull(flags);
        var findings = new FindingCollector();
        var session = new LoadSession(node, options, findings);
        IReadOnlyList<ConfigurationDocument> documents = [];
        JoinConfiguration join;
        if (yaml is null)
        {
            join = FlagDocuments.From(flags, findings);
            session.Complete(join);
        }
        else
        {
            FlagDocuments.RefuseWithFile(FlagDocuments.Exclusive(flags));
            documents = ConfigurationDocuments.Read(yaml, findings);
            join = session.ReadJoin(documents);
        }

        join.NodeRegistration.Name = Text.Either(flags.NodeName, join.NodeRegistration.Name);
        if (options.ForNode && join.ControlPlane is { } controlPlane)
        {
            CheckAddress(controlPlane.LocalApiEndpoint, "controlPlane.localAPIEndpoint", findings);
        }

        return Finish(join, findings) with { Documents = documents };
    });

    /// <summary>Loads what <c>reset</c> works with.</summary>
    /// <inheritdoc cref="LoadInitAsync"/>
    public static Task<LoadedConfiguration<ResetConfiguration>> LoadResetAsync(
        ConfigurationText? yaml, ResetFlags flags, INode node, LoadOptions options, CancellationToken cancellationToken) => RunAsync(() =>
    {
        ArgumentNullException.ThrowIfNull(flags);
        var findings = new FindingCollector();
        var session = new LoadSession(node, options, findings);
        if (yaml is not null)
        {
            FlagDocuments.RefuseWithFile(FlagDocuments.Exclusive(flags));
            return Finish(session.ReadReset(ConfigurationDocuments.Read(yaml, findings)), findings);
        }

        var reset = new ResetConfiguration
        {
            CertificatesDir = flags.CertDir ?? "",
            CriSocket = flags.CriSocket ?? "",
            CleanupTmpDir = flags.CleanupTmpDir ?? false,
            Force = flags.Force ?? false,
        };
        StaticDefaults.Apply(reset);
        session.Complete(reset);
        return Finish(reset, findings);
    });

    /// <summary>Loads what <c>upgrade</c> works with; without a file, the defaults.</summary>
    /// <param name="yaml">The text of the configuration file, or null.</param>
    /// <param name="exclusive">The values that a file excludes.</param>
    /// <param name="node">The machine.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be used, or what was asked for contradicts the file.</exception>
    public static Task<LoadedConfiguration<UpgradeConfiguration>> LoadUpgradeAsync(
        ConfigurationText? yaml, IEnumerable<GivenValue> exclusive, INode node, LoadOptions options, CancellationToken cancellationToken) => RunAsync(() =>
    {
        ArgumentNullException.ThrowIfNull(exclusive);
        var findings = new FindingCollector();
        if (yaml is not null)
        {
            FlagDocuments.RefuseWithFile(exclusive);
            return Finish(new LoadSession(node, options, findings).ReadUpgrade(ConfigurationDocuments.Read(yaml, findings)), findings);
        }

        var upgrade = new UpgradeConfiguration();
        StaticDefaults.Apply(upgrade);
        return Finish(upgrade, findings);
    });

    /// <summary>Loads what a plan of an upgrade works with.</summary>
    /// <inheritdoc cref="LoadInitAsync"/>
    public static async Task<LoadedConfiguration<UpgradeConfiguration>> LoadUpgradePlanAsync(
        ConfigurationText? yaml, UpgradePlanFlags flags, INode node, LoadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(flags);
        var loaded = await LoadUpgradeAsync(yaml, FlagDocuments.Exclusive(flags), node, options, cancellationToken);
        var plan = loaded.Configuration.Plan;
        plan.AllowExperimentalUpgrades = flags.AllowExperimentalUpgrades ?? plan.AllowExperimentalUpgrades;
        plan.AllowRcUpgrades = flags.AllowReleaseCandidateUpgrades ?? plan.AllowRcUpgrades;
        plan.EtcdUpgrade = flags.EtcdUpgrade ?? plan.EtcdUpgrade;
        plan.PrintConfig = flags.PrintConfig ?? plan.PrintConfig;
        return loaded;
    }

    /// <summary>Loads what a comparison of an upgrade works with.</summary>
    /// <inheritdoc cref="LoadInitAsync"/>
    public static async Task<LoadedConfiguration<UpgradeConfiguration>> LoadUpgradeDiffAsync(
        ConfigurationText? yaml, UpgradeDiffFlags flags, INode node, LoadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(flags);
        var loaded = await LoadUpgradeAsync(yaml, FlagDocuments.Exclusive(flags), node, options, cancellationToken);
        var upgrade = loaded.Configuration;
        upgrade.Diff.ContextLines = flags.ContextLines ?? upgrade.Diff.ContextLines;
        upgrade.Apply.Patches = flags.Patches is { Length: > 0 } folder ? new() { Directory = folder } : upgrade.Apply.Patches;
        return loaded;
    }

    /// <summary>Loads the bootstrap tokens that <c>token create</c> makes: those of a file, or those that the flags describe.</summary>
    /// <remarks>Only a file has anything of the machine looked at: tokens by themselves depend on nothing.</remarks>
    /// <inheritdoc cref="LoadInitAsync"/>
    public static async Task<LoadedConfiguration<IReadOnlyList<BootstrapToken>>> LoadTokensAsync(
        ConfigurationText? yaml, TokenFlags flags, INode node, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(flags);
        var findings = new FindingCollector();
        if (yaml is not null)
        {
            FlagDocuments.RefuseWithFile(FlagDocuments.Exclusive(flags));
            var init = await LoadInitAsync(yaml, new InitFlags(), node, LoadOptions.OfCluster, cancellationToken);
            return new(init.Configuration.BootstrapTokens, init.Findings);
        }

        var tokens = FlagDocuments.From(flags, findings);
        new LoadSession(node, new LoadOptions(), findings).Complete(tokens);
        return Finish<IReadOnlyList<BootstrapToken>>(tokens, findings);
    }

    /// <summary>An address that other nodes can be told: not 0.0.0.0, multicast or link-local.</summary>
    private static void CheckAddress(ApiEndpoint endpoint, string field, FindingCollector findings)
    {
        if (!AddressText.TryParse(endpoint.AdvertiseAddress, out var address) || !AddressChooser.IsGlobalUnicast(address))
        {
            findings.Error($"{field}.advertiseAddress", $"'{endpoint.AdvertiseAddress}' cannot be advertised to other nodes; set an address of this machine");
        }
    }

    private static LoadedConfiguration<T> Finish<T>(T configuration, FindingCollector findings)
    {
        findings.ThrowIfErrors();
        return new(configuration, findings.Findings);
    }

    /// <summary>Errors of work that does not wait belong in the task all the same.</summary>
    private static Task<LoadedConfiguration<T>> RunAsync<T>(Func<LoadedConfiguration<T>> load)
    {
        try
        {
            return Task.FromResult(load());
        }
        catch (KubeadmException e)
        {
            return Task.FromException<LoadedConfiguration<T>>(e);
        }
    }
}
