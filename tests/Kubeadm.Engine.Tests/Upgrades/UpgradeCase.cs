using System.Net;
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
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Upgrades;

/// <summary>A control-plane node cp1 and a worker w1 of a cluster that the engine's own code made, as a release before this one left it.</summary>
internal sealed class UpgradeCase
{
    public const string Kubeconfig = "/etc/kubernetes/admin.conf";
    public const string Manifests = "/etc/kubernetes/manifests";

    private readonly HashSet<string> _made = [];

    private UpgradeCase() => Server = new InMemoryApiServer(TimeProvider.System) { Settle = Complete };

    public InMemoryApiServer Server { get; }

    public FakeNode Node { get; } = new() { FakeNetwork = { HostName = "cp1", DefaultAddress = IPAddress.Parse("192.0.2.10") } };

    public RecordingObserver Observer { get; } = new();

    public FakeEtcdCluster Etcd { get; } = new(FakeEtcdCluster.Voter(1, "192.0.2.10"));

    public InitConfiguration Configuration { get; private set; } = null!;

    /// <summary>The answers of the release server by label; what has none cannot be looked up.</summary>
    public Dictionary<string, string> Labels { get; } = [];

    public List<string> Asked { get; } = [];

    public ReleaseTable Releases { get; init; } = KubernetesReleases.Table;

    public ApiObjects Objects => new(Server.CreateClient(), new ApiRetry(TimeSpan.Zero));

    /// <summary>The writes since the case was made.</summary>
    public IEnumerable<RecordedWrite> Writes => Server.Writes.Where(write => !_made.Contains(write.ToString()));

    public EnginePorts Ports => new()
    {
        Node = Node,
        ConnectRuntime = _ => new StubRuntime(),
        ConnectCluster = (_, _) => Server.CreateClient(),
        ConnectHealth = (_, _) => throw new NotSupportedException(),
        ConnectEtcd = _ => Etcd,
        Releases = Releases,
        VersionResolver = new VersionResolver(() => new ReleaseServer(this)) { Releases = Releases },
    };

    /// <summary>Makes the case.</summary>
    /// <param name="version">The version that runs.</param>
    /// <param name="etcd">The part <c>etcd</c> of the configuration, as YAML in braces.</param>
    /// <param name="coreDns">The tag of CoreDNS; null for none.</param>
    /// <param name="kubeProxy">Whether there is kube-proxy.</param>
    /// <param name="releases">The releases that are known.</param>
    /// <param name="more">Further lines of the configuration.</param>
    public static async Task<UpgradeCase> CreateAsync(
        string version = "v1.35.6", string etcd = "{local: {}}", string? coreDns = "v1.13.1", bool kubeProxy = true, ReleaseTable? releases = null, string more = "")
    {
        var made = new UpgradeCase { Releases = releases ?? KubernetesReleases.Table };
        made.Node.Memory.Add(Kubeconfig, "apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: {server: 'https://192.0.2.10:6443'}}]\ncontexts: [{name: x, context: {cluster: c, user: u}}]\nusers: [{name: u, user: {}}]\ncurrent-context: x\n");
        foreach (var file in new[] { "ca.crt", "healthcheck-client.crt", "healthcheck-client.key" })
        {
            made.Node.Memory.Add($"/etc/kubernetes/pki/etcd/{file}", "x");
        }

        var yaml = $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: {version}\netcd: {etcd}\n{more}";
        var options = new LoadOptions { SkipCriDetection = true, AllowOldControlPlane = true };
        made.Configuration = (await ConfigurationLoader.LoadInitAsync(ConfigurationText.FromString(yaml), new InitFlags(), made.Node, options, default)).Configuration;
        made.AddNode("cp1", version, isControlPlane: true);
        made.AddNode("w1", version, isControlPlane: false);
        made.AddStaticPods(version);
        await made.AddObjectsAsync(made.Objects, version, coreDns, kubeProxy);
        made._made.UnionWith(made.Server.Writes.Select(write => write.ToString()));
        return made;
    }

    /// <summary>Replaces text in a manifest.</summary>
    public void EditManifest(string component, string text, string by)
    {
        var path = $"{Manifests}/{component}.yaml";
        var before = Node.Memory.ReadText(path);
        Assert.Contains(text, before, StringComparison.Ordinal);
        Node.Memory.Add(path, before.Replace(text, by, StringComparison.Ordinal));
    }

    /// <summary>Changes an object as a person would.</summary>
    public async Task EditAsync<T>(string name, Action<T> change)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var live = await Objects.FindAsync<T>(ClusterNamespaces.System, name, default) ?? throw new InvalidOperationException(name);
        change(live);
        await Objects.EnsureAsync(live, change, default);
        _made.UnionWith(Server.Writes.Select(write => write.ToString()));
    }

    public void AddNode(string name, string kubelet, bool isControlPlane, bool isCordoned = false, bool isReady = true) => Seed("nodes", new V1Node
    {
        ApiVersion = "v1",
        Kind = "Node",
        Metadata = new V1ObjectMeta
        {
            Name = name,
            Labels = new[] { ("kubernetes.io/hostname", name), (ClusterNames.ControlPlaneLabel, "") }.Take(isControlPlane ? 2 : 1).ToDictionary(label => label.Item1, label => label.Item2),
            Annotations = new Dictionary<string, string> { [ClusterNames.CriSocketAnnotation] = "unix:///var/run/containerd/containerd.sock" },
        },
        Spec = new V1NodeSpec { Unschedulable = isCordoned ? true : null },
        Status = new V1NodeStatus
        {
            NodeInfo = new V1NodeSystemInfo
            {
                KubeletVersion = kubelet, Architecture = "", BootID = "", ContainerRuntimeVersion = "", KernelVersion = "", KubeProxyVersion = "", MachineID = "",
                OperatingSystem = "", OsImage = "", SystemUUID = "",
            },
            Conditions = [new V1NodeCondition { Type = "Ready", Status = isReady ? "True" : "Unknown" }],
        },
    });

    private void AddStaticPods(string version)
    {
        var templates = new StaticPodManifests(Node, Configuration);
        foreach (var component in StaticPodComponents.ControlPlane.Append(ComponentNames.Etcd))
        {
            if (component == ComponentNames.Etcd && Configuration.Cluster.Etcd.Local is null)
            {
                continue;
            }

            var pod = templates.Create(component);
            pod.Spec.Containers[0].Image = component == ComponentNames.Etcd ? "registry.k8s.io/etcd:3.6.6-0" : $"registry.k8s.io/{component}:{version}";
            Node.Memory.Add($"{Manifests}/{component}.yaml", StaticPodWriter.Render(pod, PatchSet.Empty).Yaml);
            pod.ApiVersion = "v1";
            pod.Kind = "Pod";
            pod.Metadata.Name = $"{component}-cp1";
            pod.Spec.NodeName = "cp1";
            Seed("pods", pod);
        }
    }

    /// <summary>Makes what kubeadm of an earlier release left in a cluster.</summary>
    public async Task AddObjectsAsync(ApiObjects objects, string version, string? coreDns, bool kubeProxy)
    {
        var cluster = Configuration.Cluster;
        var kubelet = KubeletConfigurationDocument.ToYaml(cluster.Components.Kubelet.Document);
        await UploadedConfiguration.EnsureAsync(objects, ClusterConfigurationDocument.ToYaml(cluster), default);
        await KubeletConfigMap.EnsureAsync(objects, kubelet, userSupplied: false, default);
        Node.Memory.Add("/var/lib/kubelet/config.yaml", kubelet);
        if (coreDns is not null)
        {
            await CoreDnsAddon.EnsureAsync(
                objects,
                new CoreDnsSettings { Image = $"registry.k8s.io/coredns/coredns:{coreDns}", Release = coreDns, DnsDomain = "cluster.local", ServiceAddress = "10.96.0.10" },
                _ => { },
                default);
        }

        if (kubeProxy)
        {
            var proxy = new KubeProxySettings
            {
                Image = $"registry.k8s.io/kube-proxy:{version}",
                Configuration = ApiSerializer.ToYaml(cluster.Components.KubeProxy.Document),
                IsUserSupplied = false,
                ControlPlaneEndpoint = ControlPlaneEndpoint.Url(Configuration),
            };
            await KubeProxyAddon.EnsureAsync(objects, proxy, default);
        }
    }

    private void Seed(string resource, object value) => Server.Seed(resource, JsonNode.Parse(KubernetesJson.Serialize(value))!.AsObject());

    private static void Complete(string resource, JsonObject value)
    {
        if (resource == "jobs")
        {
            value["status"] = new JsonObject { ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Complete", ["status"] = "True" }) };
        }
    }

    private sealed class ReleaseServer(UpgradeCase owner) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var label = Path.GetFileNameWithoutExtension(request.RequestUri!.AbsolutePath);
            lock (owner.Asked)
            {
                owner.Asked.Add(label);
            }

            return owner.Labels.TryGetValue(label, out var version)
                ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(version) })
                : throw new HttpRequestException("no route to host");
        }
    }
}
