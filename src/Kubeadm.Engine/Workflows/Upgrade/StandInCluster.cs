using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Addons;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>
/// The cluster that a dry run takes where no kubeconfig leads to one, as <c>init</c> of the minor before leaves it; on a control-plane
/// node also what an upgrade reads of the node and that is not there. What the configuration says is what kubeadm's own stand-in says
/// (<c>cmd/kubeadm/app/util/apiclient/dryrun.go</c>), so that both show the same files.
/// </summary>
internal sealed class StandInCluster : IDisposable
{
    private static readonly string[] EtcdClientFiles = ["ca.crt", "healthcheck-client.crt", "healthcheck-client.key"];

    private readonly EnginePorts _real;
    private readonly BlankCluster _cluster;

    private StandInCluster(EnginePorts ports)
    {
        _real = ports;
        _cluster = new BlankCluster(ports, ports.Releases.Current.Current.SkewedMinor(0).ToTag());
    }

    /// <summary>The kubeconfig's path on <see cref="Ports"/>' node.</summary>
    public static string Kubeconfig => BlankCluster.Kubeconfig;

    /// <summary>The real ports, over which nothing is written, with the stand-in in the place of any cluster.</summary>
    public EnginePorts Ports => _cluster.Ports;

    /// <summary>Creates it.</summary>
    /// <param name="ports">The real ports.</param>
    /// <param name="isControlPlane">Whether the node that is upgraded is one of its control-plane nodes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<StandInCluster> CreateAsync(EnginePorts ports, bool isControlPlane, CancellationToken cancellationToken)
    {
        var made = new StandInCluster(ports);
        try
        {
            var configuration = await made.ConfigureAsync(cancellationToken);
            var objects = new ApiObjects(made.Ports.ConnectCluster("", new ConnectOptions()), new ApiRetry(ApiRetry.DefaultTimeout, ports.Node.Clock));
            await made.FillAsync(objects, configuration, cancellationToken);
            if (isControlPlane)
            {
                await made.AddControlPlaneAsync(objects, configuration, cancellationToken);
            }

            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cluster.Dispose();

    private async Task<InitConfiguration> ConfigureAsync(CancellationToken cancellationToken)
    {
        var text = $$"""
            apiVersion: kubeadm.k8s.io/v1beta4
            kind: ClusterConfiguration
            certificateValidityPeriod: 100h
            controllerManager: {extraArgs: [{name: cluster-signing-duration, value: 24h}]}
            controlPlaneEndpoint: 192.168.0.101:6443
            kubernetesVersion: {{_real.Releases.Current.MinimumControlPlane.ToTag()}}
            networking: {podSubnet: 192.168.0.0/16}
            ---
            apiVersion: kubelet.config.k8s.io/v1beta1
            kind: KubeletConfiguration
            resolvConf: /run/systemd/resolve/resolv.conf
            """;
        var options = new LoadOptions { ForNode = false, SkipCriDetection = true, VersionResolver = VersionResolver.Offline, Releases = _real.Releases };
        var loaded = await ConfigurationLoader.LoadInitAsync(ConfigurationText.FromString(text), new InitFlags(), _real.Node, options, cancellationToken);
        loaded.Configuration.NodeRegistration.Name = KubeletIdentity.NodeNameOf(_real.Node);
        return loaded.Configuration;
    }

    private async Task FillAsync(ApiObjects objects, InitConfiguration configuration, CancellationToken cancellationToken)
    {
        var cluster = configuration.Cluster;
        var (kubelet, release) = (cluster.Components.Kubelet, ReleaseOf(cluster));
        await UploadedConfiguration.EnsureAsync(objects, ClusterConfigurationDocument.ToYaml(cluster), cancellationToken);
        await KubeletConfigMap.EnsureAsync(objects, KubeletConfigurationDocument.ToYaml(kubelet.Document), kubelet.IsUserSupplied, cancellationToken);
        await CoreDnsAddon.EnsureAsync(objects, CoreDnsSettings.Of(cluster, release, deployment => deployment), _ => { }, cancellationToken);
        await KubeProxyAddon.EnsureAsync(objects, KubeProxySettings.Of(configuration, _real.Node.System), cancellationToken);
    }

    private KubernetesRelease ReleaseOf(ClusterConfiguration cluster) =>
        _real.Releases.Find(KubernetesVersion.Parse(cluster.KubernetesVersion)) ?? _real.Releases.Current;

    private async Task AddControlPlaneAsync(ApiObjects objects, InitConfiguration configuration, CancellationToken cancellationToken)
    {
        await AddNodeAsync(objects, configuration, cancellationToken);
        configuration.Cluster.Etcd.Local!.ImageTag = ReleaseOf(configuration.Cluster).DefaultEtcd;
        var manifests = new StaticPodManifests(_real.Node, configuration);
        foreach (var component in StaticPodComponents.All)
        {
            var pod = manifests.Create(component);
            Supply(
                StaticPodComponents.ManifestPath(KubernetesPaths.ManifestsDirectory, component), Encoding.UTF8.GetBytes(StaticPodWriter.Render(pod, PatchSet.Empty).Yaml));
            pod.Metadata.Name = $"{component}-{configuration.NodeRegistration.Name}";
            pod.Spec.NodeName = configuration.NodeRegistration.Name;
            await objects.Api.CoreV1.CreateNamespacedPodAsync(pod, ClusterNamespaces.System, cancellationToken: cancellationToken);
        }

        // Nobody is asked with them: etcd is recorded too.
        foreach (var file in EtcdClientFiles)
        {
            Supply($"{configuration.Cluster.CertificatesDir}/etcd/{file}", []);
        }

        Ports.Node.Files.CreateDirectory(configuration.Cluster.Etcd.Local.DataDir, NodeFileModes.PrivateDirectory);
    }

    /// <summary>A Node that is cordoned, as one that is about to be upgraded should be: so no Job is made to try the cluster out, which it is not.</summary>
    private static async Task AddNodeAsync(ApiObjects objects, InitConfiguration configuration, CancellationToken cancellationToken)
    {
        var marks = new V1Node
        {
            Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { [ClusterNames.ControlPlaneLabel] = "" } },
            Spec = new V1NodeSpec { Unschedulable = true },
        };
        var patch = ApiJson.Of(marks);
        patch["status"] = new JsonObject { ["nodeInfo"] = new JsonObject { ["kubeletVersion"] = configuration.Cluster.KubernetesVersion } };
        await objects.Api.CoreV1.PatchNodeAsync(
            new V1Patch(patch.ToJsonString(), V1Patch.PatchType.MergePatch), configuration.NodeRegistration.Name, cancellationToken: cancellationToken);
    }

    /// <summary>Puts a file where the machine has none.</summary>
    private void Supply(string path, byte[] content)
    {
        if (!Ports.Node.Files.FileExists(path))
        {
            Ports.Node.Files.EnsureFile(path, content, NodeFileModes.PrivateFile);
        }
    }
}
