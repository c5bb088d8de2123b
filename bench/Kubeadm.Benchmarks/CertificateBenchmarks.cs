using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BenchmarkDotNet.Attributes;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Benchmarks;

/// <summary>All certificates of a cluster, with keys that are there already.</summary>
[MemoryDiagnoser]
public class CertificateBenchmarks
{
    private readonly Dictionary<string, AsymmetricAlgorithm> _keys = [];
    private InitConfiguration _configuration = new();

    /// <summary>The keys' algorithm.</summary>
    [Params("RSA-2048", "ECDSA-P256")]
    public string Algorithm { get; set; } = "";

    /// <summary>Makes the keys.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _configuration = SampleCluster.Load(Algorithm);
        foreach (var spec in CertificateCatalog.All)
        {
            _keys[spec.Name] = KeyAlgorithms.CreateKey(KeyAlgorithms.Parse(Algorithm));
        }
    }

    /// <summary>Three authorities and seven leaves, as PEM.</summary>
    [Benchmark]
    public int AllOfACluster()
    {
        var now = DateTimeOffset.UtcNow;
        var authorities = new Dictionary<string, X509Certificate2>();
        var length = 0;
        foreach (var spec in CertificateCatalog.All)
        {
            var profile = spec.ProfileFor(_configuration, now);
            var certificate = spec.IsAuthority
                ? CertificateBuilder.CreateAuthority(profile, _keys[spec.Name])
                : CertificateBuilder.CreateLeaf(profile, _keys[spec.Name], authorities[spec.AuthorityName!], _keys[spec.AuthorityName!]);
            length += CertificatePem.Write(certificate).Length;
            if (spec.IsAuthority)
            {
                authorities[spec.Name] = certificate;
            }
            else
            {
                certificate.Dispose();
            }
        }

        foreach (var authority in authorities.Values)
        {
            authority.Dispose();
        }

        return length;
    }

    /// <summary>Drops the keys.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }
}
