using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Tests.Health;
using Kubeadm.Engine.Tokens;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Join;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Join;

/// <summary>
/// A cluster of one control plane as <c>init</c> leaves it, in memory, and a machine beside it that joins: its kubelet does what
/// kubelets do when they are started, its API server and its etcd member come up once their manifests are there.
/// </summary>
internal sealed class JoinCase : IDisposable
{
    public const string Endpoint = "10.77.0.11:6443";
    public const string Token = "abcdef.0123456789abcdef";
    public const string Key = "e6a2eb8581237ab72a4f494f30285ec12a9694d750b9785706a83bfcbbbd2204";
    public const string Address = "10.77.0.13";
    public const string EtcdManifest = "/etc/kubernetes/manifests/etcd.yaml";
    public const string KubeletConf = "/etc/kubernetes/kubelet.conf";
    public const string KubeletPem = "/var/lib/kubelet/pki/kubelet-client-current.pem";
    public const string BootstrapConf = "/etc/kubernetes/bootstrap-kubelet.conf";

    private readonly FakeNode _first = new();
    private readonly HealthServer _kubelet = new();
    private readonly HealthServer _controllerManager = new(tls: true);
    private readonly HealthServer _scheduler = new(tls: true);
    private readonly TemporaryFolder _output = new();
    private bool _signsCertificates = true;

    private JoinCase(Action<InitConfiguration> alter)
    {
        Node = Machine("cp2");
        Configuration = Load(alter);
        Etcd = new FakeEtcdCluster(new EtcdMember(1, "cp1", ["https://10.77.0.11:2380"], ["https://10.77.0.11:2379"], false)) { Before = _ => Live() };
        Server = new InMemoryApiServer(TimeProvider.System);
    }

    public FakeNode Node { get; }

    public InitConfiguration Configuration { get; }

    public FakeEtcdCluster Etcd { get; }

    public InMemoryApiServer Server { get; private set; }

    public KeepingRuntime Runtime { get; } = new();

    public RecordingObserver Observer { get; } = new();

    /// <summary>Whether kubelets get their certificates; one that waits gets it as soon as it is signed.</summary>
    public bool SignsCertificates
    {
        get => _signsCertificates;
        set
        {
            _signsCertificates = value;
            Live();
        }
    }

    /// <summary>Called with each request to the API server before it is answered; may throw.</summary>
    public Action<HttpRequestMessage> OnRequest { get; set; } = _ => { };

    /// <summary>The kubeconfigs that the API server was reached with.</summary>
    public List<string> Kubeconfigs { get; } = [];

    public string Output => _output["dry"];

    public string Pin => PublicKeyPin.Of(Authority());

    public static async Task<JoinCase> CreateAsync(Action<InitConfiguration>? alter = null)
    {
        var made = new JoinCase(alter ?? (_ => { }));
        await made.InitializeAsync();
        return made;
    }

    public JoinFlags Worker => new() { ApiServerEndpoint = Endpoint, Token = Token, DiscoveryTokenCaCertHashes = [Pin] };

    public JoinFlags ControlPlane => Worker with { ControlPlane = true, CertificateKey = Key, ApiServerAdvertiseAddress = Address };

    public static JoinRequest Request(JoinFlags flags) => new() { Flags = flags, IgnorePreflightErrors = ["SystemVerification"] };

    /// <summary>A configuration of a worker with further lines.</summary>
    public string WorkerYaml(string more) => $$"""
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: JoinConfiguration
        discovery:
          bootstrapToken: { token: {{Token}}, apiServerEndpoint: "{{Endpoint}}", caCertHashes: [ "{{Pin}}" ] }
        {{more}}
        """;

    /// <summary>A configuration of a control plane with further lines.</summary>
    public string ControlPlaneYaml(string more) => WorkerYaml($$"""
        controlPlane:
          certificateKey: {{Key}}
          localAPIEndpoint: { advertiseAddress: {{Address}} }
        {{more}}
        """);

    public JoinRequest DryRequest(JoinFlags flags) => Request(flags) with { DryRun = true, DryRunPath = Output };

    public Task<KubeNode> JoinAsync(JoinFlags flags) => JoinAsync(Request(flags));

    public Task<KubeNode> JoinAsync(JoinRequest request, CancellationToken cancellationToken = default) =>
        new JoinWorkflow(Ports(), Observer).RunAsync(request, cancellationToken);

    public EnginePorts Ports() => new()
    {
        Node = Node,
        ConnectRuntime = _ => Runtime,
        ConnectCluster = (kubeconfig, _) => Connect(kubeconfig),
        ConnectEtcd = _ => Etcd,
        ConnectHealth = (_, _) => new HealthyApiServer(),
        VersionResolver = VersionResolver.Offline,
    };

    public ApiObjects Objects() => new(Server.CreateClient());

    public void SeedNode(string name, bool isReady) => Server.Seed("nodes", JsonNode.Parse($$"""
        {
          "apiVersion": "v1", "kind": "Node", "metadata": { "name": "{{name}}", "labels": { "kubernetes.io/hostname": "{{name}}" } }, "spec": {},
          "status": { "conditions": [ { "type": "Ready", "status": "{{(isReady ? "True" : "Unknown")}}" } ] }
        }
        """)!.AsObject());

    public void Dispose()
    {
        _kubelet.Dispose();
        _controllerManager.Dispose();
        _scheduler.Dispose();
        _output.Dispose();
    }

    /// <summary>The first node's certificates.</summary>
    public CertificateStore Store => new(_first.Files, "/etc/kubernetes/pki");

    /// <summary>A file that the first node has.</summary>
    public byte[] SharedFile(string name) => _first.Files.ReadAllBytes($"/etc/kubernetes/pki/{name}");

    /// <inheritdoc cref="JoiningKubelet.WriteIdentity"/>
    public void WriteKubeletIdentity(string nodeName, CertificateStore? store = null) => new JoiningKubelet(Node.Memory).WriteIdentity(nodeName, store ?? Store);

    private static FakeNode Machine(string name)
    {
        var node = new FakeNode { FakeNetwork = { HostName = name, DefaultAddress = IPAddress.Parse(Address) } };
        node.Memory.Add("/proc/sys/net/ipv4/ip_forward", "1\n");
        node.FakeProcesses.Install("kubelet", "losetup", "mount", "cp");
        node.FakeProcesses.Answer = (program, _) => new(0, program == "kubelet" ? "Kubernetes v1.36.3\n" : "", "");
        return node;
    }

    private static InitConfiguration Load(Action<InitConfiguration> alter)
    {
        var flags = new InitFlags
        {
            ApiServerAdvertiseAddress = "10.77.0.11", ControlPlaneEndpoint = Endpoint, NodeName = "cp1", PodNetworkCidr = "10.244.0.0/16", KubernetesVersion = "v1.36.3",
        };
        var loaded = ConfigurationLoader.LoadInitAsync(null, flags, new FakeNode(), new LoadOptions { VersionResolver = VersionResolver.Offline }, default).Result.Configuration;
        loaded.Cluster.EncryptionAlgorithm = "ECDSA-P256";
        alter(loaded);
        return loaded;
    }

    private async Task InitializeAsync()
    {
        var cluster = Configuration.Cluster;
        cluster.Components.Kubelet.Document.HealthzPort = _kubelet.Port;
        cluster.ControllerManager.ExtraArgs.Add(new Arg { Name = "secure-port", Value = $"{_controllerManager.Port}" });
        cluster.Scheduler.ExtraArgs.Add(new Arg { Name = "secure-port", Value = $"{_scheduler.Port}" });
        using var keys = new KeyFactory();
        await new CertificateIssuer(_first.Files, _first.Clock, keys).EnsureAllAsync(Configuration, default);
        var objects = Objects();
        var kubelet = cluster.Components.Kubelet;
        await UploadedConfiguration.EnsureAsync(objects, ClusterConfigurationDocument.ToYaml(cluster), default);
        await KubeletConfigMap.EnsureAsync(objects, KubeletConfigurationDocument.ToYaml(kubelet.Document), userSupplied: false, default);
        var key = CertificateKey.Parse(Key);
        await CertificatesSecret.EnsureAsync(objects, new UploadedCertificates(_first.Files).Collect(cluster, key), key, default);
        PublishClusterInfo();
        Server.Seed("pods", JsonNode.Parse("""
            {
              "apiVersion": "v1", "kind": "Pod",
              "metadata": {
                "name": "etcd-cp1", "namespace": "kube-system", "labels": { "component": "etcd", "tier": "control-plane" },
                "annotations": { "kubeadm.kubernetes.io/etcd.advertise-client-urls": "https://10.77.0.11:2379" }
              }
            }
            """)!.AsObject());
        Node.FakeServices!.Done = _ => Live();
    }

    private void PublishClusterInfo()
    {
        var file = new KubeconfigFile { Clusters = { [""] = new KubeconfigCluster { Server = $"https://{Endpoint}", CertificateAuthorityData = SharedFile("ca.crt") } } };
        var text = Encoding.UTF8.GetString(file.ToBytes());
        Server.Seed("configmaps", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["namespace"] = "kube-public", ["name"] = "cluster-info" },
            ["data"] = new JsonObject { ["kubeconfig"] = text, ["jws-kubeconfig-abcdef"] = DetachedSignature.Sign(text, BootstrapTokenText.Parse(Token)) },
        });
    }

    private System.Security.Cryptography.X509Certificates.X509Certificate2 Authority() => CertificatePem.Read(SharedFile("ca.crt"), "ca.crt")[0];

    private IKubernetes Connect(string kubeconfig)
    {
        lock (Kubeconfigs)
        {
            Kubeconfigs.Add(kubeconfig);
        }

        return Server.CreateClient(new Front(this));
    }

    /// <summary>What happens by itself on the joining machine: its kubelet works as long as it is active.</summary>
    private void Live()
    {
        if (!Node.FakeServices!.Active.Contains("kubelet"))
        {
            return;
        }

        Node.FakeNetwork.BusyPorts.Add(10250);
        var name = Node.FakeNetwork.HostName;
        if (Node.Memory.FileExists(BootstrapConf) && !Node.Memory.FileExists(KubeletConf))
        {
            new JoiningKubelet(Node.Memory).WriteKubeconfig(Store);
        }

        if (SignsCertificates && HasApiServer && Node.Memory.FileExists(KubeletConf) && !Node.Memory.FileExists(KubeletPem))
        {
            WriteKubeletIdentity(name);
            SeedNode(name, isReady: true);
        }

        if (Node.Memory.FileExists(EtcdManifest))
        {
            Node.FakeNetwork.BusyPorts.UnionWith([2379, 2380, 6443]);
            Node.Memory.AddDirectory("/var/lib/etcd/member");
            var index = Etcd.Members.FindIndex(member => member.PeerUrls.Contains($"https://{Address}:2380"));
            if (index >= 0)
            {
                Etcd.Members[index] = Etcd.Members[index] with { Name = name, ClientUrls = [$"https://{Address}:2379"] };
            }
        }
    }

    /// <summary>A worker's kubelet has the first node's API server; a control plane's has its own, which needs the etcd beside it.</summary>
    private bool HasApiServer => !Node.Memory.FileExists("/etc/kubernetes/manifests/kube-apiserver.yaml")
        || Configuration.Cluster.Etcd.External is not null
        || Node.Memory.FileExists(EtcdManifest);

    private sealed class Front(JoinCase owner) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            owner.OnRequest(request);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
