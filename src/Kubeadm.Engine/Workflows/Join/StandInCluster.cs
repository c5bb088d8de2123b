using System.Text.Json.Nodes;
using k8s;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Discovery;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>
/// The cluster that a dry run takes for one that cannot be asked: as <c>init</c> makes it by default, at the address that was asked
/// for, with an authority made up for the occasion. A dry run needs no network.
/// </summary>
internal sealed class StandInCluster
{
    private static readonly string[] SharedFiles =
        ["ca.crt", "ca.key", "front-proxy-ca.crt", "front-proxy-ca.key", "sa.pub", "sa.key", "etcd-ca.crt", "etcd-ca.key"];

    private DryRunCluster? _cluster;
    private bool _isTaken;

    /// <summary>Connects to the live cluster, or to none once this stands in for it.</summary>
    public IKubernetes? ConnectLive(EnginePorts ports, string kubeconfig, ConnectOptions options) =>
        _isTaken ? null : ports.ConnectCluster(kubeconfig, options);

    /// <summary>Sets the cluster of the dry run, which this fills.</summary>
    public void Fill(DryRunCluster cluster) => _cluster = cluster;

    /// <summary>Takes the place of the cluster from here on.</summary>
    /// <param name="ports">The real world.</param>
    /// <param name="context">The node.</param>
    /// <param name="cause">Why the cluster cannot be asked, for when it is not even known where it would be.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The kubeconfig that discovery would have given.</returns>
    public async Task<KubeconfigFile> TakeAsync(EnginePorts ports, JoinContext context, KubeadmException cause, CancellationToken cancellationToken)
    {
        var endpoint = EndpointOf(ports.Node.Files, context.Configuration.Discovery) ?? throw cause;
        var flags = new InitFlags { ControlPlaneEndpoint = endpoint, KubernetesVersion = Versions.OwnVersion.Emulated };
        var options = new LoadOptions { SkipCriDetection = true, ForNode = false, VersionResolver = ports.VersionResolver };
        var defaults = (await ConfigurationLoader.LoadInitAsync(null, flags, ports.Node, options, cancellationToken)).Configuration.Cluster;
        Keep("configmaps", "ConfigMap", ClusterNames.KubeadmConfig, (ClusterNames.KubeadmConfigKey, ClusterConfigurationDocument.ToYaml(defaults)));
        Keep("configmaps", "ConfigMap", ClusterNames.KubeletConfig, (ClusterNames.KubeletConfigKey, KubeletConfigurationDocument.ToYaml(defaults.Components.Kubelet.Document)));
        Keep("secrets", "Secret", ClusterNames.KubeadmCerts, [.. SharedFiles.Select(name => (name, ""))]);
        _isTaken = true;
        return KubeconfigFile.Create(
            ClusterDiscovery.ClusterName,
            new KubeconfigCluster { Server = $"https://{endpoint}", CertificateAuthorityData = MakeAuthority(defaults, ports.Node.Clock) },
            ClusterDiscovery.TokenUser,
            new KubeconfigUser { Token = context.Configuration.Discovery.TlsBootstrapToken });
    }

    private static byte[] MakeAuthority(ClusterConfiguration cluster, TimeProvider clock)
    {
        var configuration = new InitConfiguration { Cluster = cluster };
        using var key = KeyAlgorithms.CreateKey(KeyAlgorithm.EcdsaP256);
        using var authority = CertificateBuilder.CreateAuthority(
            CertificateCatalog.Find(CertificateCatalog.ClusterAuthority).ProfileFor(configuration, clock.GetUtcNow()), key);
        return CertificatePem.Write(authority);
    }

    /// <summary>Where the cluster would be: as the token's discovery or the discovery file says.</summary>
    private static string? EndpointOf(INodeFileSystem files, Configuration.Model.Discovery discovery)
    {
        if (discovery.BootstrapToken is { } token)
        {
            return token.ApiServerEndpoint;
        }

        return discovery.File is { KubeConfigPath: var path } && files.FileExists(path)
            && KubeconfigFile.Parse(files.ReadAllBytes(path), path).CurrentCluster is { } cluster
            && Uri.TryCreate(cluster.Server, UriKind.Absolute, out var server)
            ? server.Authority
            : null;
    }

    private void Keep(string resource, string kind, string name, params (string Key, string Value)[] data) => _cluster!.Seed(resource, new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["namespace"] = ClusterNamespaces.System, ["name"] = name },
        ["data"] = new JsonObject(data.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
    });
}
