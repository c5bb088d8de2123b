using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Serialization.Kubernetes;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Benchmarks;

/// <summary>One patch of each type on the manifest of the API server.</summary>
[MemoryDiagnoser]
public class PatchBenchmarks
{
    private const string Folder = "/patches";

    private readonly JsonObject _document =
        KubernetesModels.ToJson(new StaticPodManifests(new FakeNode(), SampleCluster.Load()).ApiServer());

    private readonly Dictionary<string, string> _patches = new()
    {
        ["strategic"] = """
            spec:
              containers:
              - name: kube-apiserver
                resources:
                  requests: {cpu: 500m}
                volumeMounts:
                - {name: extra, mountPath: /extra}
              volumes:
              - name: extra
                emptyDir: {}
            """,
        ["merge"] = """
            metadata:
              labels: {team: platform, tier: null}
            spec:
              priority: 2000001000
            """,
        ["json"] = """
            - {op: test, path: /metadata/name, value: kube-apiserver}
            - {op: add, path: /spec/containers/0/command/-, value: --v=4}
            - {op: replace, path: /spec/hostNetwork, value: true}
            """,
    };

    private PatchSet _set = PatchSet.Empty;

    /// <summary>The patch's type.</summary>
    [Params("strategic", "merge", "json")]
    public string Type { get; set; } = "";

    /// <summary>Reads the patch.</summary>
    [GlobalSetup]
    public void Setup() =>
        _set = PatchSet.Load(new MemoryFileSystem().Add($"{Folder}/kube-apiserver+{Type}.yaml", _patches[Type]), Folder);

    /// <summary>Applies it.</summary>
    [Benchmark]
    public int Apply() => _set.Apply(ComponentNames.ApiServer, _document).Result.Count;
}
