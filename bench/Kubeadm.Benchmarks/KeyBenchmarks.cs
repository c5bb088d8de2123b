using BenchmarkDotNet.Attributes;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Benchmarks;

/// <summary>Private keys: one of each kind, and as many as an init makes.</summary>
/// <remarks>The time of one RSA key is a matter of luck, so many are made.</remarks>
[MemoryDiagnoser]
public class KeyBenchmarks
{
    private const int Keys = 17;

    /// <summary>The keys' algorithm.</summary>
    [Params(KeyAlgorithm.Rsa2048, KeyAlgorithm.EcdsaP256)]
    public KeyAlgorithm Algorithm { get; set; }

    /// <summary>One key on the calling thread.</summary>
    [Benchmark]
    public int One()
    {
        using var key = KeyAlgorithms.CreateKey(Algorithm);
        return key.KeySize;
    }

    /// <summary>17 keys on all cores.</summary>
    [Benchmark]
    public async Task<int> SeventeenInParallel()
    {
        using var factory = new KeyFactory();
        factory.Prefetch(Algorithm, Keys);
        var bits = 0;
        for (var i = 0; i < Keys; i++)
        {
            using var key = await factory.TakeAsync(Algorithm, CancellationToken.None);
            bits += key.KeySize;
        }

        return bits;
    }
}
