using Kubeadm.Engine.Ports.Cluster;
using k8s;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Tests.Upgrades;
using Kubeadm.Engine.Workflows.Upgrade;
using Kubeadm.Engine.Workflows.Upgrade.Apply;
using Kubeadm.Engine.Workflows.Upgrade.Node;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>
/// A control-plane node of v1.35.6 that lives: its kubelet starts static Pods anew when their manifests change, its API server answers
/// while it and its etcd run, and its certificates are real. No wait takes any time.
/// </summary>
internal sealed class UpgradeRunCase
{
    public const string Old = "v1.35.6";
    public const string New = "v1.36.3";
    public const string EtcdData = "/var/lib/etcd/member/snap/db";
    public const string EtcdLog = "/var/lib/etcd/member/wal/0.wal";
    public const string OldEtcdData = "data of 3.6.6";
    public const string Flags = "/var/lib/kubelet/kubeadm-flags.env";

    private static readonly string[] Components = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"];

    private UpgradeRunCase(UpgradeCase cluster)
    {
        Cluster = cluster;
        Kubelet = new StaticPodKubelet(Memory, cluster.Server, "cp1");
        cluster.Etcd.Before = RequireEtcd;
        Kubelet.Asked = () => Life.RequireAlive();
        Kubelet.Fate = (component, manifest) => _fates.GetValueOrDefault((component, manifest != OldManifests.GetValueOrDefault(component, manifest)));
    }

    private readonly Dictionary<(string Component, bool IsNew), PodFate> _fates = [];

    public UpgradeCase Cluster { get; }

    public StaticPodKubelet Kubelet { get; }

    public MemoryFileSystem Memory => Cluster.Node.Memory;

    public InMemoryApiServer Server => Cluster.Server;

    public RecordingObserver Observer { get; private set; } = new();

    /// <summary>The life of the process that upgrades.</summary>
    public Life Life { get; private set; } = new();

    /// <summary>Is called with each copy that is made, <c>FROM TO</c>, before it is; gives the exit code.</summary>
    public Func<string, int> Copying { get; set; } = _ => 0;

    /// <summary>Is called with each request to the API server.</summary>
    public Action<HttpRequestMessage> Requested { get; set; } = _ => { };

    /// <summary>Creates what stands before the API server; null for nothing.</summary>
    public Func<DelegatingHandler>? Guard { get; set; }

    /// <summary>The manifests as they are.</summary>
    public IReadOnlyDictionary<string, string> Manifests => Components.Where(component => Memory.FileExists(PathOf(component)))
        .ToDictionary(component => component, component => Memory.ReadText(PathOf(component)));

    /// <summary>The manifests before the upgrade.</summary>
    public IReadOnlyDictionary<string, string> OldManifests { get; private set; } = new Dictionary<string, string>();

    /// <summary>Whether the machine is a worker, whose API server is elsewhere.</summary>
    public bool IsWorker { get; private set; }

    /// <summary>The folders that the upgrade made to keep things in, by the beginning of their names.</summary>
    public IReadOnlyList<string> Kept(string purpose) =>
        [.. Memory.List(KubernetesPaths.TemporaryDirectory).Where(name => name.StartsWith(purpose, StringComparison.Ordinal)).Select(name => $"{KubernetesPaths.TemporaryDirectory}/{name}")];

    public static async Task<UpgradeRunCase> CreateAsync(
        string etcd = "{local: {}}", string? coreDns = "v1.13.1", bool kubeProxy = true, string more = "", Action<UpgradeRunCase>? prepare = null)
    {
        var cluster = await UpgradeCase.CreateAsync(Old, etcd, coreDns, kubeProxy, more: "encryptionAlgorithm: ECDSA-P256\n" + more);
        var made = new UpgradeRunCase(cluster);
        await made.AddFilesAsync();
        prepare?.Invoke(made);
        made.Kubelet.Look();
        made.Kubelet.Started.Clear();
        made.OldManifests = made.Manifests;
        return made;
    }

    /// <summary>A worker w1 of such a cluster, whose configuration is that of the new version.</summary>
    public static async Task<UpgradeRunCase> CreateWorkerAsync()
    {
        var node = await CreateAsync();
        (node.Cluster.Configuration.NodeRegistration.Name, node.Cluster.Node.FakeNetwork.HostName) = ("w1", "machine-7");
        node.Memory.DeleteFile(KubernetesPaths.KubeletKubeconfig);
        await using var keys = new KeyFactory();
        await new KubeconfigWriter(node.Memory, TimeProvider.System, keys).EnsureAsync("kubelet", node.Cluster.Configuration, KubernetesPaths.ConfigurationDirectory, default);
        foreach (var file in node.Memory.AllFiles.Where(file => file.StartsWith("/etc/kubernetes/", StringComparison.Ordinal) && file is not (KubernetesPaths.KubeletKubeconfig or "/etc/kubernetes/pki/ca.crt")))
        {
            node.Memory.DeleteFile(file);
        }

        node.IsWorker = true;
        await node.SetClusterVersionAsync(New);
        return node;
    }

    /// <summary>Lets something become of a component when its manifest is new, and when it is the old one again.</summary>
    public void SetFate(string component, PodFate withNew, PodFate withOld = PodFate.Runs) =>
        (_fates[(component, true)], _fates[(component, false)]) = (withNew, withOld);

    /// <summary>Another node has upgraded the configuration that the cluster keeps.</summary>
    public Task SetClusterVersionAsync(string version) => Cluster.EditAsync<V1ConfigMap>(
        "kubeadm-config", map => map.Data["ClusterConfiguration"] = map.Data["ClusterConfiguration"].Replace(Old, version, StringComparison.Ordinal));

    /// <summary>Adds another control-plane node with its API server and kubelet.</summary>
    public async Task AddApiServerAsync(string name, string version, string kubelet = Old)
    {
        var core = Cluster.Objects.Api.CoreV1;
        var pod = await core.ReadNamespacedPodAsync("kube-apiserver-cp1", ClusterNamespaces.System);
        pod.Metadata = new V1ObjectMeta { Name = $"kube-apiserver-{name}", NamespaceProperty = ClusterNamespaces.System, Labels = pod.Metadata.Labels };
        pod.Spec.NodeName = name;
        pod.Spec.Containers[0].Image = $"registry.k8s.io/kube-apiserver:{version}";
        await core.CreateNamespacedPodAsync(pod, ClusterNamespaces.System);
        Cluster.AddNode(name, kubelet, isControlPlane: true);
    }

    public static string PathOf(string component) => $"{UpgradeCase.Manifests}/{component}.yaml";

    public static UpgradeApplyRequest Request { get; } = new() { Version = New, IgnorePreflightErrors = ["SystemVerification"] };

    public EnginePorts Ports => Cluster.Ports with
    {
        ConnectRuntime = _ => Kubelet,
        ConnectCluster = (_, _) => Server.CreateClient(Guard is null ? [new Front(this)] : [Guard(), new Front(this)]),
        AskHealth = Kubelet.AskAsync,
    };

    public Task<KubeUpgrade> ApplyAsync(UpgradeApplyRequest? request = null, CancellationToken cancellationToken = default) =>
        new ApplyWorkflow(Ports, Observer).RunAsync(request ?? Request, cancellationToken);

    public Task<KubeUpgrade> UpgradeNodeAsync(UpgradeRequest? request = null, CancellationToken cancellationToken = default) =>
        new NodeWorkflow(Ports, Observer).RunAsync(request ?? new UpgradeRequest { IgnorePreflightErrors = ["SystemVerification"] }, cancellationToken);

    /// <summary>A new process takes over, with nothing said yet.</summary>
    public void Restart(int? endsAt = null)
    {
        Observer = new RecordingObserver();
        Life = new Life { EndsAt = endsAt };
        Cluster.Node.Clock = Clock(Cluster.Node.Clock.GetUtcNow());
        Cluster.Node.Files = new MortalFiles(Memory, Life);
        Kubelet.Started.Clear();
    }

    /// <summary>The manifest that the engine makes of a component of another version.</summary>
    public string Rendered(string component, string version = New)
    {
        var before = Cluster.Configuration.Cluster.KubernetesVersion;
        Cluster.Configuration.Cluster.KubernetesVersion = version;
        try
        {
            return StaticPodWriter.Render(new StaticPodManifests(Cluster.Node, Cluster.Configuration).Create(component), PatchSet.Empty).Yaml;
        }
        finally
        {
            Cluster.Configuration.Cluster.KubernetesVersion = before;
        }
    }

    /// <summary>What the server keeps of an object that was written, without what the server adds.</summary>
    public JsonObject Object(string resource, string name) => ObjectsOf(Server.Writes)[$"{resource}/{name}"];

    /// <summary>The last written form of each object, without the Jobs that try out the cluster.</summary>
    public static IReadOnlyDictionary<string, JsonObject> ObjectsOf(IEnumerable<RecordedWrite> writes) => writes
        .Where(write => write.Resource != "jobs")
        .GroupBy(write => $"{write.Resource}/{write.Name}")
        .ToDictionary(group => group.Key, group => WithoutServerFields(group.Last().Object));

    /// <summary>The contents of all files but those that are kept aside.</summary>
    public IReadOnlyDictionary<string, string> Files() => Memory.AllFiles
        .Where(file => !file.StartsWith(KubernetesPaths.TemporaryDirectory, StringComparison.Ordinal))
        .ToDictionary(file => file, Memory.ReadText);

    /// <summary>The files whose contents are others than before.</summary>
    public IEnumerable<string> ChangedSince(IReadOnlyDictionary<string, string> before) => Files()
        .Where(file => before.GetValueOrDefault(file.Key) != file.Value).Select(file => file.Key).Order(StringComparer.Ordinal);

    /// <summary>Runs an upgrade that fails, and gives its error.</summary>
    public async Task<WorkflowException> FailAsync(UpgradeApplyRequest? request = null) => await Assert.ThrowsAsync<WorkflowException>(() => ApplyAsync(request));

    /// <summary>A process's own clock: what another one still waits for does not let it leap.</summary>
    private static LeapingClock Clock(DateTimeOffset start)
    {
        var clock = new LeapingClock { KeepsLimits = true };
        clock.SetUtcNow(start > clock.GetUtcNow() ? start : clock.GetUtcNow());
        return clock;
    }

    private static JsonObject WithoutServerFields(JsonObject value)
    {
        var copy = value.DeepClone().AsObject();
        foreach (var field in new[] { "resourceVersion", "uid", "creationTimestamp" })
        {
            copy["metadata"]!.AsObject().Remove(field);
        }

        return copy;
    }

    private async Task AddFilesAsync()
    {
        foreach (var file in Memory.AllFiles.Where(file => file.StartsWith("/etc/kubernetes/pki/", StringComparison.Ordinal)).Append(UpgradeCase.Kubeconfig))
        {
            Memory.DeleteFile(file);
        }

        await using var keys = new KeyFactory();
        await new CertificateIssuer(Memory, TimeProvider.System, keys).EnsureAllAsync(Cluster.Configuration, default);
        await new KubeconfigWriter(Memory, TimeProvider.System, keys).EnsureAllAsync(Cluster.Configuration, KubernetesPaths.ConfigurationDirectory, default);
        Memory.Add(Flags, "KUBELET_KUBEADM_ARGS=\"--container-runtime-endpoint=unix:///var/run/containerd/containerd.sock --pod-infra-container-image=registry.k8s.io/pause:3.10.1\"\n");
        Memory.Add(EtcdData, OldEtcdData).Add(EtcdLog, OldEtcdData);
        Cluster.Node.Clock = Clock(TimeProvider.System.GetUtcNow());
        Cluster.Node.FakeServices!.Active.Add("kubelet");
        Cluster.Node.FakeProcesses.Install("kubelet", "cp");
        Cluster.Node.FakeProcesses.Answer = Run;
    }

    private ProcessResult Run(string program, IReadOnlyList<string> arguments)
    {
        Life.RequireAlive();
        return program switch
        {
            "kubelet" => new ProcessResult(0, $"Kubernetes {Old}\n", ""),
            "cp" => Copy(arguments[^2][..^"/.".Length], arguments[^1]),
            _ => new ProcessResult(0, "", ""),
        };
    }

    private ProcessResult Copy(string source, string folder)
    {
        if (Copying($"{source} {folder}") is not 0 and var code)
        {
            return new ProcessResult(code, "", "cp: No space left on device");
        }

        foreach (var file in Memory.AllFiles.Where(file => file.StartsWith(source + "/", StringComparison.Ordinal)))
        {
            Life.Change();
            Memory.Add(folder + file[source.Length..], Memory.ReadText(file), Memory.Stat(file)!.Mode);
        }

        return new ProcessResult(0, "", "");
    }

    private void RequireEtcd(string request)
    {
        Life.RequireAlive();
        Kubelet.Look();
        if (!Kubelet.Runs("etcd") && (Cluster.Etcd.Members.Count == 1 || request.EndsWith("https://192.0.2.10:2379", StringComparison.Ordinal)))
        {
            throw FakeEtcdCluster.Unreachable();
        }
    }

    private sealed class Front(UpgradeRunCase owner) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            owner.Life.RequireAlive();
            owner.Kubelet.Look();
            if (!owner.Kubelet.ServesApi && !owner.IsWorker)
            {
                throw new HttpRequestException("Connection refused");
            }

            owner.Requested(request);
            if (request.RequestUri!.AbsolutePath == "/version/")
            {
                return Task.FromResult(new HttpResponseMessage { RequestMessage = request, Content = JsonContent.Create(new { gitVersion = owner.Kubelet.ApiServerVersion }) });
            }

            if (request.Method != HttpMethod.Get)
            {
                owner.Life.Change();
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
