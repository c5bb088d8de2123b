using BenchmarkDotNet.Attributes;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Benchmarks;

/// <summary>The static Pods of a control plane.</summary>
[MemoryDiagnoser]
public class ManifestBenchmarks
{
    private static readonly string[] Components =
    [
        ComponentNames.ApiServer,
        ComponentNames.ControllerManager,
        ComponentNames.Scheduler,
        ComponentNames.Etcd,
    ];

    private readonly FakeNode _node = new();
    private readonly InitConfiguration _configuration = SampleCluster.Load();

    /// <summary>All four manifests as text.</summary>
    [Benchmark]
    public int AllFour()
    {
        var pods = new StaticPodManifests(_node, _configuration);
        return Components.Sum(component => StaticPodWriter.Render(pods.Create(component), PatchSet.Empty).Yaml.Length);
    }
}
