using Microsoft.Extensions.Time.Testing;
using System.Security.Cryptography;
using System.Text;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Pki;

/// <summary>Certificates, keys and requests that others have written, or have tampered with.</summary>
public sealed class OutsideContentTests
{
    private const int Mutations = 1500;
    private const string Folder = PkiCases.Directory;

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryFileSystem _files = new();

    [Theory]
    [InlineData("-----BEGIN A-----\n")]
    [InlineData("-----BEGIN A-----\nAAAA\n-----END B-----\n")]
    [InlineData("-----BEGIN A-----\nX: y\n")]
    [InlineData("-----BEGIN ")]
    [InlineData("-")]
    public void A_megabyte_of_PEM_headers_is_refused(string unit)
    {
        var pem = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(unit, (1 << 20) / unit.Length)));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<KubeadmException>(() => CertificatePem.Read(pem, "/tmp/ca.crt"));

        Assert.Equal("InvalidCertificate", error.ErrorId);
        Assert.Null(KeyPem.ReadPrivate(pem));
        Assert.Null(KeyPem.ReadPublic(pem));

        // Each header is looked at where it stands: what follows it is not copied for each.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100L * pem.Length);
    }

    [Fact]
    public void A_file_that_is_too_long_is_not_looked_into()
    {
        _files.Add($"{Folder}/ca.crt", new string(' ', 3 << 20));
        _files.Add($"{Folder}/ca.csr", new string(' ', 3 << 20));
        _files.Add($"{Folder}/sa.pub", new string(' ', 3 << 20));
        var store = new CertificateStore(_files, Folder);

        Assert.Contains("longer than", Assert.Throws<KubeadmException>(() => store.ReadCertificate("ca")).Message, StringComparison.Ordinal);
        Assert.Equal("InvalidPublicKey", Assert.Throws<KubeadmException>(() => store.ReadPublicKey("sa")).ErrorId);
        Assert.Equal("InvalidCertificateRequest", Assert.Throws<KubeadmException>(() => ReadRequest("ca")).ErrorId);
    }

    [Fact]
    public void A_certificate_whose_bytes_were_altered_is_read_whole_or_refused_with_the_rooms_error()
    {
        using var authorityKey = KeyAlgorithms.CreateKey(KeyAlgorithm.EcdsaP256);
        using var authority = CertificateBuilder.CreateAuthority(CertificateCatalog.Find("etcd-ca").ProfileFor(PkiCases.Configuration(), Now), authorityKey);
        using var leaf = CertificateBuilder.CreateLeaf(CertificateCatalog.Find("etcd-peer").ProfileFor(PkiCases.Configuration(), Now), authorityKey, authority, authorityKey);
        var reader = new CertificateReader(_files, new FakeTimeProvider(Now));
        var read = 0;
        foreach (var der in Mutate(leaf.RawData))
        {
            try
            {
                var certificate = CertificatePem.Read(PemBlocks.Write(PemBlocks.Certificate, der), "/etc/x.crt")[0];
                reader.Describe(new KubeCertificate { Name = "x", Path = "x", KeyPath = "x" }, certificate);
                _ = CertificateChecks.IsIssuedBy(certificate, [], authority, Now) | CertificateChecks.IsServing(certificate) | CertificateChecks.IsAuthority(certificate);
                _ = RenewalProfile.Of("x", certificate, new ClusterConfiguration(), Now);
                read++;
            }
            catch (KubeadmException e)
            {
                Assert.Equal("InvalidCertificate", e.ErrorId);
            }
        }

        Assert.InRange(read, 1, Mutations - 1);
    }

    [Fact]
    public void A_key_whose_bytes_were_altered_is_a_key_or_none()
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (string Label, byte[] Der)[] samples =
        [
            ("RSA PRIVATE KEY", rsa.ExportRSAPrivateKey()), ("EC PRIVATE KEY", ec.ExportECPrivateKey()), ("PRIVATE KEY", rsa.ExportPkcs8PrivateKey()),
            ("PRIVATE KEY", ec.ExportPkcs8PrivateKey()), ("PUBLIC KEY", rsa.ExportSubjectPublicKeyInfo()), ("PUBLIC KEY", ec.ExportSubjectPublicKeyInfo()),
        ];
        var read = 0;
        foreach (var (label, der) in samples.SelectMany(sample => Mutate(sample.Der).Take(Mutations / 5).Select(der => (sample.Label, der))))
        {
            var pem = Encoding.ASCII.GetBytes(PemEncoding.WriteString(label, der));
            using var whole = KeyPem.ReadPrivate(pem);
            using var key = KeyPem.ReadPublic(pem);
            read += key is { KeySize: > 0 } ? 1 : 0;
        }

        Assert.True(read > 0);
    }

    [Fact]
    public void A_request_whose_bytes_were_altered_is_refused_with_the_rooms_error()
    {
        using var key = KeyAlgorithms.CreateKey(KeyAlgorithm.EcdsaP256);
        var request = CertificateBuilder.CreateRequest(CertificateCatalog.Find("apiserver").ProfileFor(PkiCases.Configuration(), Now), key);
        foreach (var der in Mutate(request).Where(der => !der.AsSpan().SequenceEqual(request)))
        {
            _files.Add($"{Folder}/x.csr", Encoding.ASCII.GetString(PemBlocks.Write(PemBlocks.Request, der)));

            Assert.Equal("InvalidCertificateRequest", Assert.Throws<KubeadmException>(() => ReadRequest("x")).ErrorId);
        }

        _files.Add($"{Folder}/x.csr", Encoding.ASCII.GetString(PemBlocks.Write(PemBlocks.Request, request)));
        Assert.Equal("CN=kube-apiserver", ReadRequest("x").Subject.Name);
    }

    [Theory]
    [InlineData("apiserver.crt", "garbage")]
    [InlineData("apiserver.crt", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n")]
    [InlineData("etcd/ca.crt", "")]
    public async Task One_broken_certificate_does_not_hide_the_others(string file, string content)
    {
        using var keys = new KeyFactory();
        await new CertificateIssuer(_files, TimeProvider.System, keys).EnsureAllAsync(PkiCases.Configuration(), default);
        _files.Add($"{Folder}/{file}", content);

        var all = new CertificateInventory(_files, TimeProvider.System).Read(PkiCases.Configuration().Cluster, PkiCases.KubeconfigDirectory);

        var broken = Assert.Single(all, certificate => certificate.Problem is not null);
        Assert.Contains(file, broken.Problem, StringComparison.Ordinal);
        Assert.Equal(9, all.Count(certificate => certificate.NotAfter is not null));
    }

    /// <summary>The key store of another program, in the place of a certificate, is not unlocked.</summary>
    [Fact]
    public void Only_a_certificate_is_a_certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = CertificateBuilder.CreateAuthority(CertificateCatalog.Find("ca").ProfileFor(PkiCases.Configuration(), Now), key);
        var store = certificate.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Pkcs12);

        var error = Assert.Throws<KubeadmException>(() => CertificatePem.Read(PemBlocks.Write(PemBlocks.Certificate, store), "/etc/x.crt"));

        Assert.Equal("InvalidCertificate", error.ErrorId);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3600)]
    [InlineData(9e11)]
    public void A_validity_that_is_none_is_refused(double seconds)
    {
        var configuration = PkiCases.Configuration();
        configuration.Cluster.CertificateValidityPeriod = TimeSpan.FromSeconds(seconds);
        configuration.Cluster.CaCertificateValidityPeriod = TimeSpan.FromSeconds(seconds);

        foreach (var name in new[] { "ca", "apiserver" })
        {
            var error = Assert.Throws<KubeadmException>(() => CertificateCatalog.Find(name).ProfileFor(configuration, Now));

            Assert.Equal("InvalidValidityPeriod", error.ErrorId);
            Assert.Contains("ertificateValidityPeriod", error.Message, StringComparison.Ordinal);
        }

        Assert.Throws<KubeadmException>(() => KubeconfigSpecs.For(configuration, Now));
    }

    private PendingRequest ReadRequest(string name) => PendingRequest.Read(_files, name, $"{Folder}/{name}.csr", "ca", CertificateUsages.Server);

    /// <summary>Flips, cuts, repeats and replaces bytes, the same way in every run.</summary>
    private static IEnumerable<byte[]> Mutate(byte[] content)
    {
        var random = new Random(20261128);
        yield return content;
        for (var number = 1; number < Mutations; number++)
        {
            var changed = content.ToList();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var place = random.Next(changed.Count);
                switch (random.Next(4))
                {
                    case 0:
                        changed[place] ^= (byte)(1 << random.Next(8));
                        break;
                    case 1:
                        changed[place] = (byte)random.Next(256);
                        break;
                    case 2:
                        changed.RemoveAt(place);
                        break;
                    default:
                        changed.Insert(place, changed[place]);
                        break;
                }
            }

            yield return [.. changed];
        }
    }
}
