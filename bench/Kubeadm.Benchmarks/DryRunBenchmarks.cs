using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Testing;

namespace Kubeadm.Benchmarks;

/// <summary>The whole of init as a dry run, reading from a machine in memory and writing to a temporary folder.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, warmupCount: 2, iterationCount: 10)]
public class DryRunBenchmarks
{
    private string _folder = "";
    private int _runs;

    /// <summary>The keys' algorithm.</summary>
    [Params("RSA-2048", "ECDSA-P256")]
    public string Algorithm { get; set; } = "";

    /// <summary>Makes the folder.</summary>
    [GlobalSetup]
    public void Setup() => _folder = Directory.CreateTempSubdirectory("kubeadm-bench-").FullName;

    /// <summary>Every phase.</summary>
    [Benchmark]
    public async Task<int> Init()
    {
        var ports = EnginePorts.CreateLocal() with { Node = new FakeNode() };
        var request = new InitRequest
        {
            Configuration = SampleCluster.Yaml(Algorithm),
            DryRun = true,
            DryRunPath = Path.Combine(_folder, $"run-{_runs++}"),
            IgnorePreflightErrors = ["all"],
        };
        var cluster = await new InitWorkflow(ports, new RecordingObserver()).RunAsync(request, CancellationToken.None);
        return cluster.Phases.Count;
    }

    /// <summary>Removes the folder.</summary>
    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);
}
