using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Differences;
using Kubeadm.Engine.Discovery;
using Kubeadm.Engine.Health;
using Kubeadm.Engine.History;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.Serialization.Json;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Tokens;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Fuzzing;

/// <summary>The parsers of YAML and JSON, and what reads the documents in them.</summary>
internal static class DocumentTargets
{
    private const string Init = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\nbootstrapTokens:\n- token: abcdef.0123456789abcdef\n  ttl: 24h0m0s\n  usages: [signing, authentication]\n  groups: ['system:bootstrappers:a']\nnodeRegistration:\n  name: cp1\n  taints: []\n  kubeletExtraArgs:\n  - {name: v, value: '4'}\nlocalAPIEndpoint: {advertiseAddress: 10.0.0.1, bindPort: 6443}\ntimeouts: {discovery: 5m0s}\n---\napiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\ncontrolPlaneEndpoint: \"a.b:6443\"\nnetworking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/12}\napiServer:\n  certSANs: [a.b, 10.0.0.9]\n  extraArgs: [{name: audit-log-path, value: /var/log/a}]\n  extraVolumes: [{name: a, hostPath: /a, mountPath: /b, pathType: DirectoryOrCreate}]\netcd: {local: {dataDir: /var/lib/etcd}}\nfeatureGates: {RootlessControlPlane: false}\n";
    private const string Components = "---\napiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nclusterDNS: [10.96.0.10]\nsyncFrequency: 1m0s\nkubeReserved: {cpu: 100m}\nreservedMemory:\n- numaNode: 0\n  limits: {memory: 1Gi}\nregisterWithTaints:\n- {key: a, effect: NoSchedule, timeAdded: '2030-01-01T00:00:00Z'}\nlogging: {flushFrequency: 5000000000, options: {json: {infoBufferSize: '0'}}}\n---\napiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: nftables\nclusterCIDR: 10.244.0.0/16\nconntrack: {maxPerCore: 32768}\n";
    private const string OldInit = "apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\napiServer:\n  timeoutForControlPlane: 4m0s\n  extraArgs: {v: '4'}\n---\napiVersion: kubeadm.k8s.io/v1beta3\nkind: InitConfiguration\nskipPhases: [addon]\n";
    private const string Join = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\ndiscovery:\n  bootstrapToken:\n    apiServerEndpoint: 10.0.0.1:6443\n    token: abcdef.0123456789abcdef\n    caCertHashes: ['sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa']\ncontrolPlane: {localAPIEndpoint: {bindPort: 6443}}\n";
    private const string Others = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ResetConfiguration\nunmountFlags: [MNT_FORCE]\n---\napiVersion: kubeadm.k8s.io/v1beta4\nkind: UpgradeConfiguration\napply: {patches: {directory: /p}}\n";
    private const string Kubeconfig = "apiVersion: v1\nkind: Config\nclusters:\n- name: kubernetes\n  cluster: {server: 'https://10.0.0.1:6443', certificate-authority-data: aGVsbG8=}\ncontexts:\n- name: a@kubernetes\n  context: {cluster: kubernetes, user: a, namespace: b}\ncurrent-context: a@kubernetes\npreferences: {}\nusers:\n- name: a\n  user:\n    exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: x, args: [y], env: [{name: A, value: b}]}\n- name: b\n  user: {client-certificate-data: aGVsbG8=, client-key-data: aGVsbG8=}\n- name: c\n  user: {token: t, auth-provider: {name: oidc, config: {a: b}}}\n";
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: kube-apiserver\n  annotations: {a: b}\n  finalizers: [x, 'y']\nspec:\n  containers:\n  - name: kube-apiserver\n    image: registry.k8s.io/kube-apiserver:v1.36.3\n    command: [kube-apiserver, --advertise-address=10.0.0.1, --secure-port=6443]\n    env: [{name: A, value: b}]\n    ports: [{containerPort: 6443}]\n    resources: {requests: {cpu: 250m}}\n    livenessProbe: {httpGet: {path: /livez, port: 6443}}\n  hostNetwork: true\n  volumes:\n  - name: ca\n    hostPath: {path: /etc/ssl, type: DirectoryOrCreate}\nstatus: {}\n";
    private const string Status = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"no\",\"reason\":\"Forbidden\",\"details\":{\"name\":\"a\"},\"code\":403}";

    private static readonly KubeRun Run = new()
    {
        RunId = "20261130T172738123Z-3f9ac2d1",
        Workflow = WorkflowName.Init,
        NodeName = "cp1",
        Begun = new DateTime(2026, 11, 30, 17, 27, 38, DateTimeKind.Utc),
        Duration = TimeSpan.FromSeconds(1.5),
        Outcome = RunOutcome.Running,
        Phases = [new PhaseResult { Workflow = WorkflowName.Init, Phase = "certs/ca", Status = PhaseStatus.Succeeded, Warnings = ["a"], Left = [new Leftover("b", "c")], Changes = [new Change(ChangeKind.File, "/a", ChangeAction.Create)] }],
    };

    private static readonly BootstrapTokenText Token = BootstrapTokenText.Parse("abcdef.0123456789abcdef");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } = [.. Texts(), .. Configurations(), .. Kubeconfigs(), .. Pods(), .. Patches(), .. Answers()];

    private static IEnumerable<FuzzTarget> Texts() =>
    [
        FuzzTarget.OfBytes("yaml", WriteBack, Init, Components, OldInit, Kubeconfig, Pod, Status, "a: &a {b: [1, 2.5, x]}\nc: {<<: *a, d: !!binary aGVsbG8=}\n? |\n  long\n: 'it''s'\n", "'a\nb'\n"),
        new("run-record", [RunFile.Write(Run, "boot/1")], input => new RunFileReader("/history/a.json", _ => null).Read(input)),
        FuzzTarget.OfText("json", text => _ = JsonText.TryReadObject(text, out _), Status, "[1e400, \"\\ud83d\\ude00\", {\"a\": {\"a\": 1}}]"),
    ];

    private static IEnumerable<FuzzTarget> Configurations() =>
    [
        OfConfiguration("configuration-init", text => ConfigurationLoader.LoadInitAsync(text, new InitFlags(), new FakeNode(), LoadOptions.OfCluster, CancellationToken.None), Init, Init + Components, OldInit),
        OfConfiguration("configuration-join", text => ConfigurationLoader.LoadJoinAsync(text, new JoinFlags(), new FakeNode(), LoadOptions.OfCluster with { Strict = true }, CancellationToken.None), Join),
        OfConfiguration("configuration-reset", text => ConfigurationLoader.LoadResetAsync(text, new ResetFlags(), new FakeNode(), LoadOptions.OfCluster, CancellationToken.None), Others),
        OfConfiguration("configuration-upgrade", text => ConfigurationLoader.LoadUpgradeAsync(text, [], new FakeNode(), LoadOptions.OfCluster, CancellationToken.None), Others),
        OfConfiguration("configuration-migrate", text => ConfigurationConverter.MigrateAsync(text, new FakeNode(), VersionResolver.Offline, CancellationToken.None), Init + Components, OldInit, Join, Others),
        FuzzTarget.OfBytes("kubelet-documents", ReadComponents, Components),
    ];

    private static IEnumerable<FuzzTarget> Kubeconfigs() =>
    [
        FuzzTarget.OfBytes("kubeconfig", ReadKubeconfig, Kubeconfig),
        FuzzTarget.OfText("cluster-info", text => _ = ClusterInfoDocument.TryParse(text, out _), Kubeconfig),
        FuzzTarget.OfBytes("discovery-file", input => new DiscoveryFile(new MemoryFileSystem(), "file", path => path).Load(input), Kubeconfig, Kubeconfig.Replace("certificate-authority-data: aGVsbG8=", "tls-server-name: a", StringComparison.Ordinal)),
    ];

    private static IEnumerable<FuzzTarget> Pods() =>
    [
        FuzzTarget.OfBytes("static-pod", input => StaticPodReader.Parse(input, "file"), Pod),
        FuzzTarget.OfBytes("health-endpoints", input => HealthEndpoints.Read(FuzzTargets.Files("/m/kube-apiserver.yaml", input), "/m", "10.0.0.1"), Pod),
    ];

    private static IEnumerable<FuzzTarget> Patches() =>
    [
        OfPatch("patch-json", "kube-apiserver+json.json", "[{\"op\":\"add\",\"path\":\"/metadata/labels\",\"value\":{\"a\":\"b\"}},{\"op\":\"copy\",\"from\":\"/spec\",\"path\":\"/spec/x\"},{\"op\":\"move\",\"from\":\"/spec/containers/0\",\"path\":\"/spec/containers/-\"},{\"op\":\"test\",\"path\":\"/kind\",\"value\":\"Pod\"},{\"op\":\"remove\",\"path\":\"/status\"},{\"op\":\"replace\",\"path\":\"/spec/hostNetwork\",\"value\":false}]", "- {op: copy, from: /spec, path: /metadata/a}\n- {op: copy, from: /metadata, path: /spec/b}\n"),
        OfPatch("patch-merge", "kube-apiserver+merge.yaml", "metadata: {annotations: {a: null, c: d}}\nspec: {volumes: [{name: x, y: null}]}\n"),
        OfPatch("patch-strategic", "kube-apiserver.yaml", "spec:\n  $retainKeys: [containers]\n  $setElementOrder/containers: [{name: b}, {name: kube-apiserver}]\n  containers:\n  - name: kube-apiserver\n    env: [{name: A, $patch: delete}, {name: C, value: d}]\n    $setElementOrder/env: [{name: C}]\n  - {name: b, $patch: replace}\n", "metadata: {finalizers: [z], $deleteFromPrimitiveList/finalizers: [x], $setElementOrder/finalizers: [z, 'y']}\nspec: {$patch: replace, containers: []}\n"),
        FuzzTarget.OfText("patch-name", text => PatchFileName.Parse(text, out _), "kube-apiserver0+merge.yaml", "etcd.json", "kubeletconfiguration+.yaml"),
        FuzzTarget.OfText("difference", text => UnifiedDifference.Create(Pod, text, "a", "b"), Pod),
    ];

    private static IEnumerable<FuzzTarget> Answers() =>
    [
        FuzzTarget.OfText("api-error", ReadError, Status, "{\"message\":1,\"reason\":{}}", "<html>"),
        FuzzTarget.OfBytes(
            "api-answer",
            ReadAnswer,
            """{"kind":"Secret","apiVersion":"v1","metadata":{"name":"a","labels":{"b":"c"}},"data":{"d":"ZQ=="}}""",
            """{"kind":"SecretList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":"a"},"data":{"d":"ZQ=="}}]}"""),
        FuzzTarget.OfText("signature", text => DetachedSignature.IsValid(text, "content", Token), DetachedSignature.Sign("content", Token)),
        FuzzTarget.OfBytes("signature-header", input => DetachedSignature.IsValid($"{Base64Url.Encode(input)}..AAAA", "content", Token), "{\"alg\":\"HS256\",\"kid\":\"abcdef\"}", "{\"alg\":\"HS256\",\"alg\":{},\"kid\":[\"abcdef\"]}"),
        FuzzTarget.OfText("runtime-config", text => CriContainerRuntime.SandboxImageOf(text), "{\"sandboxImage\":\"registry.k8s.io/pause:3.10\",\"a\":{\"b\":[1]}}"),
        FuzzTarget.OfBytes("token-secret", ReadSecret, "abcdef", "0123456789abcdef", "2030-01-01T00:00:00Z", "2030-01-01T00:00:00.5+23:59", "true", "system:bootstrappers:a,b"),
    ];

    private static FuzzTarget OfConfiguration<T>(string name, Func<string, Task<T>> load, params string[] seeds) =>
        FuzzTarget.OfBytes(name, input => load(KubeYaml.DecodeText(input)).GetAwaiter().GetResult(), seeds);

    private static FuzzTarget OfPatch(string name, string file, params string[] seeds) =>
        FuzzTarget.OfBytes(name, input => PatchTrial.Run(PatchSet.Load(FuzzTargets.Files($"/p/{file}", input), "/p"), Pod), seeds);

    private static void WriteBack(byte[] input)
    {
        foreach (var document in KubeYaml.ReadDocuments(input))
        {
            KubeYaml.Write(document.Root);
        }
    }

    private static void ReadComponents(byte[] input)
    {
        foreach (var root in KubeYaml.ReadDocuments(input).Select(document => document.Root).OfType<JsonObject>())
        {
            ApiSerializer.ToYaml(ApiSerializer.Decode<KubeletConfiguration>(root).Value);
            ApiSerializer.ToYaml(ApiSerializer.Decode<KubeProxyConfiguration>(root).Value);
        }
    }

    private static void ReadKubeconfig(byte[] input)
    {
        var file = KubeconfigFile.Parse(input, "file");
        _ = new KubeconfigRules(_ => false).ProblemsOf(file).ToList();
        file.ToBytes();
    }

    private static void ReadError(string body)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.Conflict);
        var error = new HttpOperationException { Response = new HttpResponseMessageWrapper(answer, body) };
        _ = ApiErrors.IsAlreadyExists(error);
        throw ApiErrors.ForPeople(error, "read it");
    }

    /// <summary>What passes is what was asked for, also where the server has a path of its own.</summary>
    private static void ReadAnswer(byte[] input)
    {
        foreach (var server in new[] { "https://192.0.2.2:6443", "https://192.0.2.2/k8s/clusters/c-1" })
        {
            try
            {
                Assert.Equal("a", ReadAnswer<V1Secret>(server, "/a", input).Metadata.Name);
            }
            catch (KubeadmException)
            {
                Assert.All(ReadAnswer<V1SecretList>(server, "", input).Items, secret => Assert.NotEmpty(secret.Metadata.Name));
            }
        }
    }

    private static T ReadAnswer<T>(string server, string name, byte[] input)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{server}/api/v1/namespaces/kube-system/secrets{name}");
        var body = ApiAnswer.CheckOf(request, new Uri(server))!(input);
        try
        {
            return KubernetesJson.Deserialize<T>(Encoding.UTF8.GetString(body.Span));
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw ApiErrors.ForPeople(error, "read it");
        }
    }

    private static void ReadSecret(byte[] input)
    {
        foreach (var key in (string[])["token-id", "token-secret", "expiration", "auth-extra-groups", "usage-bootstrap-signing", "description"])
        {
            var secret = BootstrapTokenSecret.From(new BootstrapToken { Token = Token.Text }, DateTimeOffset.UnixEpoch);
            secret.Data = new Dictionary<string, byte[]>(secret.Data) { [key] = input };
            try
            {
                KubeTokens.Describe(BootstrapTokenSecret.ToToken(secret), DateTimeOffset.UnixEpoch);
            }
            catch (KubeadmException)
            {
                // The next field may be taken all the same.
            }
        }
    }
}
