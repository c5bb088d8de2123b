using Microsoft.Extensions.Time.Testing;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Configuration.Fields;

/// <summary>Every field of what <c>init</c> reads changes something in what it makes or says. Those that do not are listed with the reason.</summary>
public sealed class InitFieldTests : IDisposable
{
    private const string Cluster = """
        { "apiVersion": "kubeadm.k8s.io/v1beta4", "kind": "ClusterConfiguration", "kubernetesVersion": "v1.36.3", "encryptionAlgorithm": "ECDSA-P256" }
        """;

    private const string Init = """
        {
          "apiVersion": "kubeadm.k8s.io/v1beta4", "kind": "InitConfiguration",
          "bootstrapTokens": [{ "token": "abcdef.0123456789abcdef" }],
          "certificateKey": "0000000000000000000000000000000000000000000000000000000000000000",
          "localAPIEndpoint": { "advertiseAddress": "192.0.2.2" }
        }
        """;


    private readonly TemporaryFolder _folder = new();
    private int _runs;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fields_of_the_cluster()
    {
        var silent = await new FieldSweep(typeof(ClusterConfiguration), json => RunAsync(json, JsonNode.Parse(Init)!.AsObject()))
        {
            Base = Document(Cluster),
            Around = new Dictionary<string, string>
            {
                [@"(apiServer|controllerManager|scheduler)\.extraArgs.*"] = """{ "apiServer": X, "controllerManager": X, "scheduler": X }""".Replace("X", """{ "extraArgs": [{ "name": "v", "value": "3" }] }"""),
                [@"etcd\.local\.extraArgs.*"] = """{ "etcd": { "local": { "extraArgs": [{ "name": "v", "value": "3" }] } } }""",
                [@"(apiServer|controllerManager|scheduler)\.extraVolumes.*"] = """{ "apiServer": X, "controllerManager": X, "scheduler": X }""".Replace("X", """{ "extraVolumes": [{ "name": "v", "hostPath": "/a", "mountPath": "/b" }] }"""),
                [@"apiServer\.extraEnvs.*FieldRef\..*|apiServer\.extraEnvs.*fieldRef\..*"] = """{ "apiServer": { "extraEnvs": [{ "name": "E", "valueFrom": { "fieldRef": { "fieldPath": "spec.nodeName" } } }] } }""",
                [@"(apiServer|controllerManager|scheduler)\.extraEnvs.*"] = """{ "apiServer": X, "controllerManager": X, "scheduler": X }""".Replace("X", """{ "extraEnvs": [{ "name": "E" }] }"""),
                [@"etcd\.local\.extraEnvs.*"] = """{ "etcd": { "local": { "extraEnvs": [{ "name": "E" }] } } }""",
                [@"etcd\.external\..*"] = """{ "etcd": { "external": { "endpoints": ["https://10.0.0.1:2379"], "caFile": "/e/ca.crt", "certFile": "/e/c.crt", "keyFile": "/e/c.key" } } }""",
            },
            Values = new Dictionary<string, string>
            {
                [@"networking\.serviceSubnet"] = "\"10.100.0.0/16\"",
                [@"networking\.podSubnet"] = "\"10.200.0.0/16\"",
                [@"networking\.dnsDomain"] = "\"other.example\"",
                ["kubernetesVersion"] = "\"v1.36.2\"",
                ["controlPlaneEndpoint"] = "\"lb.example:7443\"",
                ["certificatesDir"] = "\"/other/pki\"",
                [@"(dns\.|etcd\.local\.)?imageRepository"] = "\"registry.example/other\"",
                ["featureGates"] = """{ "PublicKeysECDSA": false }""",
                ["encryptionAlgorithm"] = "\"ECDSA-P384\"",
                ["caCertificateValidityPeriod"] = "\"70000h0m0s\"",
                [@".*\.(hostPath|mountPath|dataDir|caFile|certFile|keyFile)"] = "\"/other\"",
                [@".*\.pathType"] = "\"File\"",
                [@".*\.fieldPath"] = "\"metadata.name\"",
                [@"etcd\.external\.endpoints"] = """["https://10.0.0.2:2379"]""",
                [@"etcd\.external\.httpEndpoints"] = """["https://10.0.0.3:2379"]""",
                [@".*SANs"] = """["other.example"]""",
            },
        }.FindSilentAsync();

        // The check of an external etcd's version asks them alone, and comes no further here than the files of its certificates.
        Assert.Equal(["etcd.external.httpEndpoints"], silent);
    }

    [Fact]
    public async Task Fields_of_the_first_node()
    {
        var folder = _folder["patches"];
        Directory.CreateDirectory(folder);
        var silent = await new FieldSweep(typeof(InitConfiguration), json => RunAsync(Document(Cluster), json))
        {
            Base = Document(Init),

            // kubeadm gives each token a time to live, and refuses both.
            Refused = ["bootstrapTokens[0].expires"],
            Around = new Dictionary<string, string>
            {
                [@"nodeRegistration\.taints.*"] = """{ "nodeRegistration": { "taints": [{ "key": "a", "effect": "NoSchedule" }] } }""",
                [@"nodeRegistration\.kubeletExtraArgs.*"] = """{ "nodeRegistration": { "kubeletExtraArgs": [{ "name": "v", "value": "3" }] } }""",
            },
            Values = new Dictionary<string, string>
            {
                [@"bootstrapTokens\[0\]\.token"] = "\"ghijkl.0123456789abcdef\"",
                [@"bootstrapTokens\[0\]\.usages"] = """["authentication"]""",
                [@"bootstrapTokens\[0\]\.groups"] = """["system:bootstrappers:other"]""",
                [@"nodeRegistration\.criSocket"] = "\"unix:///run/other.sock\"",
                [@"nodeRegistration\.ignorePreflightErrors"] = """["all"]""",
                [@"nodeRegistration\.imagePullPolicy"] = "\"Never\"",
                [@"nodeRegistration\.imagePullSerial"] = "false",
                [@".*\.effect"] = "\"NoExecute\"",
                [@"localAPIEndpoint\.advertiseAddress"] = "\"192.0.2.3\"",
                ["certificateKey"] = $"\"{new string('1', 64)}\"",
                ["skipPhases"] = """["addon/coredns"]""",
                [@"patches\.directory"] = "\"/patches\"",
            },
        }.FindSilentAsync();
        Assert.Equal(
            [
                // The run is a dry one already.
                "dryRun",

                // A dry run pulls no image.
                "nodeRegistration.imagePullSerial",

                // They bound waits, and a dry run waits for nothing; the last three are for joins and upgrades.
                "timeouts.kubeletHealthCheck",
                "timeouts.kubernetesAPICall",
                "timeouts.etcdAPICall",
                "timeouts.tlsBootstrap",
                "timeouts.discovery",
                "timeouts.upgradeManifests",
            ],
            silent);
    }

    [Fact]
    public async Task Fields_of_the_kubelet()
    {
        var silent = await new FieldSweep(typeof(KubeletConfiguration), json => RunAsync(Document(Cluster), Document(Init), json, "kubelet-start"))
        {
            Base = Document("""{ "apiVersion": "kubelet.config.k8s.io/v1beta1", "kind": "KubeletConfiguration" }"""),
            Values = new Dictionary<string, string>
            {
                // True is what kubeadm sets where nothing is said.
                [@"authentication\.webhook\.enabled|rotateCertificates"] = "false",
            },
        }.FindSilentAsync();
        Assert.Equal(
            [
                // The socket of the node's own configuration goes before it.
                "containerRuntimeEndpoint",

                // It is on in a cluster of kubeadm's, whatever is said.
                "rotateCertificates",
            ],
            silent);
    }

    [Fact]
    public async Task Fields_of_kube_proxy()
    {
        var silent = await new FieldSweep(typeof(KubeProxyConfiguration), json => RunAsync(Document(Cluster), Document(Init), json, "addon/kube-proxy"))
        {
            Base = Document("""{ "apiVersion": "kubeproxy.config.k8s.io/v1alpha1", "kind": "KubeProxyConfiguration" }"""),
        }.FindSilentAsync();
        Assert.Equal([], silent);
    }

    private static JsonObject Document(string json) => JsonNode.Parse(json)!.AsObject();

    private Task<string> RunAsync(JsonObject cluster, JsonObject init) => RunAsync(cluster, init, null, []);

    private async Task<string> RunAsync(JsonObject cluster, JsonObject init, JsonObject? component, params string[] phases)
    {
        var observer = new RecordingObserver();
        var node = new FakeNode { Clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)) };
        node.Memory.Add("/patches/kube-scheduler.yaml", "metadata: {labels: {patched: twice}}").Add("/e/ca.crt", "").Add("/e/c.crt", "").Add("/e/c.key", "");
        var ports = new EnginePorts
        {
            Node = node,
            ConnectRuntime = endpoint => new RecordingContainerRuntime(endpoint),
            ConnectCluster = (_, _) => throw new InvalidOperationException("a dry run connects to no cluster"),
            ConnectHealth = (_, _) => throw new InvalidOperationException("no API server is asked for its health"),
            ConnectEtcd = _ => throw new InvalidOperationException("init asks no etcd"),
            VersionResolver = VersionResolver.Offline,
        };
        var request = new InitRequest
        {
            Configuration = string.Join("\n---\n", new[] { cluster, init, component }.OfType<JsonObject>().Select(document => document.ToJsonString())),
            DryRun = true,
            DryRunPath = _folder[$"run{_runs++}"],
            UploadCerts = true,
            Phases = phases,
        };
        var workflow = new InitWorkflow(ports, observer);
        if (phases is ["addon/kube-proxy"])
        {
            return string.Join('\n', (await workflow.RenderAsync(request, default)).Select(Fingerprint.Of));
        }

        await workflow.RunAsync(request, default);
        var files = Directory.EnumerateFiles(request.DryRunPath, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetRelativePath(request.DryRunPath, path)}:\n{Content(path)}");
        var fingerprint = string.Join('\n', [.. files, .. observer.Lines, .. observer.Warnings, .. observer.Results.Select(result => result.ToString())]);
        Directory.Delete(request.DryRunPath, recursive: true);
        return Fingerprint.Of(fingerprint);
    }

    private static string Content(string path) => path.Contains("/cluster/", StringComparison.Ordinal)
        ? Fingerprint.Of(Kubeadm.Engine.Serialization.Yaml.KubeYaml.ReadDocuments(File.ReadAllText(path))[0].Root!.AsObject())
        : File.ReadAllText(path);
}
