using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Benchmarks;

/// <summary>A configuration file of four documents.</summary>
[MemoryDiagnoser]
public class ConfigurationBenchmarks
{
    private readonly string _yaml = SampleCluster.Yaml();
    private readonly List<JsonNode?> _documents = [.. KubeYaml.ReadDocuments(SampleCluster.Yaml()).Select(document => document.Root)];

    /// <summary>Reads, sets defaults and checks.</summary>
    [Benchmark]
    public InitConfiguration Load() => SampleCluster.Load();

    /// <summary>Only reads the YAML.</summary>
    [Benchmark]
    public int ReadYaml() => KubeYaml.ReadDocuments(_yaml).Count;

    /// <summary>Only writes the YAML.</summary>
    [Benchmark]
    public int WriteYaml() => _documents.Sum(document => KubeYaml.Write(document).Length);
}
