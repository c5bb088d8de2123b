using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Configuration;

/// <summary>A kind of configuration that can be printed with its defaults.</summary>
public enum DefaultDocumentKind
{
    /// <summary>InitConfiguration and ClusterConfiguration.</summary>
    Init,

    /// <summary>JoinConfiguration.</summary>
    Join,

    /// <summary>ResetConfiguration.</summary>
    Reset,

    /// <summary>UpgradeConfiguration.</summary>
    Upgrade,
}

/// <summary>
/// The default configurations that <c>kubeadm config print</c> writes, with placeholders where a value depends on the cluster.
/// They are for reading and editing: the token in them is public.
/// </summary>
public static class DefaultDocuments
{
    private const string PlaceholderToken = "abcdef.0123456789abcdef";
    private const string PlaceholderAddress = "1.2.3.4";
    private const string PlaceholderNode = "node";
    private const string PlaceholderEndpoint = "kube-apiserver:6443";

    /// <summary>Writes the documents of a kind, then those of the components asked for, each as often as it is asked for.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="componentConfigs">Any of <c>KubeletConfiguration</c> and <c>KubeProxyConfiguration</c>, in the order wanted; beside <see cref="DefaultDocumentKind.Init"/> alone, for no other configuration has any.</param>
    /// <param name="node">The machine, whose name a JoinConfiguration has.</param>
    /// <exception cref="KubeadmException"><c>InvalidArgument</c>: another component is asked for, or one beside another kind.</exception>
    public static string Print(DefaultDocumentKind kind, IReadOnlyCollection<string> componentConfigs, INode node) => Print(kind, componentConfigs, node, new());

    /// <summary>Writes the documents of several kinds with what is given in the place of defaults, and validates them.</summary>
    /// <param name="kinds">The kinds, in the order wanted.</param>
    /// <param name="componentConfigs">As of <see cref="Print(DefaultDocumentKind, IReadOnlyCollection{string}, INode)"/>; they follow those of <see cref="DefaultDocumentKind.Init"/>.</param>
    /// <param name="node">The machine.</param>
    /// <param name="values">What is given. Without any the documents are kubeadm's, and are not validated.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ConfigurationException">What is given makes documents that cannot be used.</exception>
    /// <exception cref="KubeadmException"><c>InvalidArgument</c>: also where none of the kinds has a field for what is given.</exception>
    public static async Task<string> PrintAsync(
        IReadOnlyCollection<DefaultDocumentKind> kinds, IReadOnlyCollection<string> componentConfigs, INode node, DocumentValues values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        ArgumentNullException.ThrowIfNull(values);
        if (values.WithoutFieldIn(kinds) is { Count: > 0 } idle)
        {
            throw ConfigurationErrors.NoSuchField(idle, kinds);
        }

        var belongsToInit = kinds.Contains(DefaultDocumentKind.Init);
        var text = string.Join("---\n", kinds.Select(kind => Print(kind, kind == DefaultDocumentKind.Init || !belongsToInit ? componentConfigs : [], node, values)));
        if (!values.IsEmpty)
        {
            var report = await ConfigurationReport.TestAsync(text, node, VersionResolver.Offline, cancellationToken);
            if (!report.IsValid)
            {
                throw new ConfigurationException([.. report.Findings.Select(finding => finding with { Line = null })]);
            }
        }

        return text;
    }

    private static string Print(DefaultDocumentKind kind, IReadOnlyCollection<string> componentConfigs, INode node, DocumentValues values)
    {
        ArgumentNullException.ThrowIfNull(componentConfigs);
        ArgumentNullException.ThrowIfNull(node);
        if (componentConfigs.Count > 0 && kind != DefaultDocumentKind.Init)
        {
            throw ConfigurationErrors.ComponentsBesideInitOnly(kind);
        }

        var text = kind switch
        {
            DefaultDocumentKind.Init => ClusterConfigurationDocument.ToYaml(Init(node, values)),
            DefaultDocumentKind.Join => ApiSerializer.ToYaml(Join(node, values)),
            DefaultDocumentKind.Reset => ApiSerializer.ToYaml(Reset(node, values)),
            _ => ApiSerializer.ToYaml(Upgrade(values)),
        };
        return string.Join("---\n", componentConfigs.Select(component => Component(component, node, values)).Prepend(text));
    }

    private static InitConfiguration Init(INode node, DocumentValues values)
    {
        var init = new InitConfiguration();
        init.LocalApiEndpoint.AdvertiseAddress = PlaceholderAddress;
        init.BootstrapTokens.Add(new() { Token = PlaceholderToken });
        init.NodeRegistration.Name = PlaceholderNode;
        init.NodeRegistration.CriSocket = CriSockets.Default(node);
        init.Cluster.KubernetesVersion = KubernetesReleases.Current.Current.SkewedMinor(0).ToString();
        values.ApplyTo(init);
        StaticDefaults.Apply(init);
        StaticDefaults.Apply(init.Cluster);
        var findings = new FindingCollector();
        KubeletDefaults.Apply(init.Cluster.Components.Kubelet.Document, init.Cluster, keepEmptyClusterDns: false, findings);
        KubeProxyDefaults.Apply(init.Cluster.Components.KubeProxy.Document, init.Cluster, init.LocalApiEndpoint, findings);
        return init;
    }

    private static JoinConfiguration Join(INode node, DocumentValues values)
    {
        var join = new JoinConfiguration();
        join.Discovery.BootstrapToken = new() { Token = PlaceholderToken, ApiServerEndpoint = PlaceholderEndpoint, UnsafeSkipCaVerification = true };
        values.ApplyTo(join);
        StaticDefaults.Apply(join);
        Dynamic(node).Apply(join);
        return join;
    }

    private static ResetConfiguration Reset(INode node, DocumentValues values)
    {
        var reset = new ResetConfiguration();
        values.ApplyTo(reset);
        StaticDefaults.Apply(reset);
        Dynamic(node).Apply(reset);
        return reset;
    }

    private static UpgradeConfiguration Upgrade(DocumentValues values)
    {
        var upgrade = new UpgradeConfiguration();
        values.ApplyTo(upgrade);
        StaticDefaults.Apply(upgrade);
        return upgrade;
    }

    private static string Component(string kind, INode node, DocumentValues values)
    {
        var components = Init(node, values).Cluster.Components;
        return ComponentGroup.Find(kind) switch
        {
            { } group when group == ComponentGroup.Kubelet => ApiSerializer.ToYaml(components.Kubelet.Document),
            { } => ApiSerializer.ToYaml(components.KubeProxy.Document),
            null => throw ConfigurationErrors.UnknownComponent(kind),
        };
    }

    private static DynamicDefaults Dynamic(INode node) => new(node, new() { SkipCriDetection = true }, new());
}
