using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Testing;

namespace Kubeadm.Benchmarks;

/// <summary>Kubeconfigs with client certificates for many users at once.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 3)]
public class KubeconfigBenchmarks
{
    private const int Users = 1000;

    private readonly MemoryFileSystem _files = new();
    private InitConfiguration _configuration = new();

    /// <summary>The keys' algorithm.</summary>
    [Params("RSA-2048", "ECDSA-P256")]
    public string Algorithm { get; set; } = "";

    /// <summary>Makes the authority.</summary>
    [GlobalSetup]
    public async Task Setup()
    {
        _configuration = SampleCluster.Load(Algorithm);
        using var keys = new KeyFactory();
        await new CertificateIssuer(_files, TimeProvider.System, keys)
            .EnsureAsync(CertificateCatalog.ClusterAuthority, _configuration, CancellationToken.None);
    }

    /// <summary>1,000 users.</summary>
    [Benchmark]
    public async Task<int> ThousandUsers()
    {
        using var keys = new KeyFactory();
        keys.Prefetch(KeyAlgorithms.Parse(Algorithm), Users);
        using var kubeconfigs = new UserKubeconfigs(_files, TimeProvider.System, keys, _configuration);
        var length = 0;
        for (var i = 0; i < Users; i++)
        {
            length += (await kubeconfigs.CreateAsync($"user-{i}", ["developers"], null, CancellationToken.None)).ToBytes().Length;
        }

        return length;
    }
}
