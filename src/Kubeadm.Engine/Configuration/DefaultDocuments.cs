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
    public static string Print(DefaultDocumentKind kind, IReadOnlyCollection<string> componentConfigs, INode node)
    {
        ArgumentNullException.ThrowIfNull(componentConfigs);
        ArgumentNullException.ThrowIfNull(node);
        if (componentConfigs.Count > 0 && kind != DefaultDocumentKind.Init)
        {
            throw ConfigurationErrors.ComponentsBesideInitOnly(kind);
        }

        var text = kind switch
        {
            DefaultDocumentKind.Init => ClusterConfigurationDocument.ToYaml(Init(node)),
            DefaultDocumentKind.Join => ApiSerializer.ToYaml(Join(node)),
            DefaultDocumentKind.Reset => ApiSerializer.ToYaml(Reset(node)),
            _ => ApiSerializer.ToYaml(Upgrade()),
        };
        return string.Join("---\n", componentConfigs.Select(component => Component(component, node)).Prepend(text));
    }

    private static InitConfiguration Init(INode node)
    {
        var init = new InitConfiguration();
        init.LocalApiEndpoint.AdvertiseAddress = PlaceholderAddress;
        init.BootstrapTokens.Add(new() { Token = PlaceholderToken });
        init.NodeRegistration.Name = PlaceholderNode;
        init.NodeRegistration.CriSocket = CriSockets.Default(node);
        init.Cluster.KubernetesVersion = KubernetesReleases.Current.Current.SkewedMinor(0).ToString();
        StaticDefaults.Apply(init);
        StaticDefaults.Apply(init.Cluster);
        var findings = new FindingCollector();
        KubeletDefaults.Apply(init.Cluster.Components.Kubelet.Document, init.Cluster, keepEmptyClusterDns: false, findings);
        KubeProxyDefaults.Apply(init.Cluster.Components.KubeProxy.Document, init.Cluster, init.LocalApiEndpoint, findings);
        return init;
    }

    private static JoinConfiguration Join(INode node)
    {
        var join = new JoinConfiguration();
        join.Discovery.BootstrapToken = new() { Token = PlaceholderToken, ApiServerEndpoint = PlaceholderEndpoint, UnsafeSkipCaVerification = true };
        StaticDefaults.Apply(join);
        Dynamic(node).Apply(join);
        return join;
    }

    private static ResetConfiguration Reset(INode node)
    {
        var reset = new ResetConfiguration();
        StaticDefaults.Apply(reset);
        Dynamic(node).Apply(reset);
        return reset;
    }

    private static UpgradeConfiguration Upgrade()
    {
        var upgrade = new UpgradeConfiguration();
        StaticDefaults.Apply(upgrade);
        return upgrade;
    }

    private static string Component(string kind, INode node)
    {
        var components = Init(node).Cluster.Components;
        return ComponentGroup.Find(kind) switch
        {
            { } group when group == ComponentGroup.Kubelet => ApiSerializer.ToYaml(components.Kubelet.Document),
            { } => ApiSerializer.ToYaml(components.KubeProxy.Document),
            null => throw ConfigurationErrors.UnknownComponent(kind),
        };
    }

    private static DynamicDefaults Dynamic(INode node) => new(node, new() { SkipCriDetection = true }, new());
}
