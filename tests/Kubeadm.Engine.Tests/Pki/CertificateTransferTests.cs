using System.Security.Cryptography;
using System.Text;
using Kubeadm.Engine.Pki;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Pki;

public sealed class CertificateTransferTests : IDisposable
{
    private readonly MemoryFileSystem _files = new();
    private readonly KeyFactory _keys = new();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void Encrypted_content_is_nonce_ciphertext_and_tag()
    {
        var key = CertificateKey.Parse(CertificateKey.Create());
        var encrypted = CertificateEncryption.Encrypt("content"u8, key);

        Assert.Equal(12 + 7 + 16, encrypted.Length);
        Assert.Equal("content", Encoding.ASCII.GetString(CertificateEncryption.Decrypt(encrypted, key)));
        var error = Assert.Throws<KubeadmException>(() => CertificateEncryption.Decrypt(encrypted, CertificateKey.Parse(CertificateKey.Create())));
        Assert.Equal("CertificateDecryptionFailed", error.ErrorId);
        encrypted[^1] ^= 1;
        Assert.Throws<KubeadmException>(() => CertificateEncryption.Decrypt(encrypted, key));
        Assert.Throws<KubeadmException>(() => CertificateEncryption.Decrypt(encrypted.AsSpan(0, 20), key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abcd")]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000000")]
    public void A_key_that_is_none_is_refused_and_not_shown(string key)
    {
        var error = Assert.Throws<KubeadmException>(() => CertificateKey.Parse(key));

        Assert.Equal("InvalidCertificateKey", error.ErrorId);
        Assert.True(key.Length == 0 || !error.Message.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_one_node_uploads_another_has_after_it()
    {
        var configuration = PkiCases.Configuration();
        await new CertificateIssuer(_files, TimeProvider.System, _keys).EnsureAllAsync(configuration, default);
        var key = CertificateKey.Parse(CertificateKey.Create());
        var other = new MemoryFileSystem();

        var data = new UploadedCertificates(_files).Collect(configuration.Cluster, key);
        var changes = new UploadedCertificates(other).Restore(configuration.Cluster, data, key);

        Assert.Equal(["ca.crt", "ca.key", "etcd-ca.crt", "etcd-ca.key", "front-proxy-ca.crt", "front-proxy-ca.key", "sa.key", "sa.pub"], data.Keys);
        Assert.Equal(8, changes.Count);
        Assert.All(other.AllFiles, path => Assert.Equal(_files.ReadText(path), other.ReadText(path)));
        Assert.Equal((UnixFileMode)0b110_000_000, other.Stat($"{PkiCases.Directory}/etcd/ca.key")!.Mode);
        Assert.Equal((UnixFileMode)0b110_100_100, other.Stat($"{PkiCases.Directory}/sa.pub")!.Mode);
    }

    [Fact]
    public async Task With_an_external_etcd_its_client_files_go_along_if_there_are_any()
    {
        var configuration = PkiCases.Configuration();
        configuration.Cluster.Etcd = new() { External = new() { CaFile = "/etc/etcd/ca.crt", CertFile = "", KeyFile = "/none" } };
        await new CertificateIssuer(_files, TimeProvider.System, _keys).EnsureAllAsync(configuration, default);
        _files.Add("/etc/etcd/ca.crt", _files.ReadText($"{PkiCases.Directory}/ca.crt"));
        var key = CertificateKey.Parse(CertificateKey.Create());

        var data = new UploadedCertificates(_files).Collect(configuration.Cluster, key);

        Assert.NotEmpty(data["external-etcd-ca.crt"]);
        Assert.Empty(data["external-etcd.crt"]);
        Assert.Empty(data["external-etcd.key"]);
        Assert.DoesNotContain("etcd-ca.crt", data.Keys);
    }

    [Fact]
    public async Task Nothing_is_restored_from_a_secret_that_lacks_a_file()
    {
        var configuration = PkiCases.Configuration();
        await new CertificateIssuer(_files, TimeProvider.System, _keys).EnsureAllAsync(configuration, default);
        var key = CertificateKey.Parse(CertificateKey.Create());
        var data = new UploadedCertificates(_files).Collect(configuration.Cluster, key);
        data.Remove("etcd-ca.key");
        var other = new MemoryFileSystem();

        var error = Assert.Throws<KubeadmException>(() => new UploadedCertificates(other).Restore(configuration.Cluster, data, key));

        Assert.Equal("UploadedCertificateMissing", error.ErrorId);
        Assert.Empty(other.AllFiles);
    }

    [Fact]
    public void A_pin_is_the_hash_of_the_public_key()
    {
        using var key = KeyAlgorithms.CreateKey(KeyAlgorithm.EcdsaP256);
        using var certificate = CertificateBuilder.CreateAuthority(
            CertificateCatalog.Find("ca").ProfileFor(PkiCases.Configuration(), DateTimeOffset.UtcNow), key);
        var pin = "sha256:" + Convert.ToHexString(SHA256.HashData(key.ExportSubjectPublicKeyInfo())).ToLowerInvariant();

        Assert.Equal(pin, PublicKeyPin.Of(certificate));
        Assert.True(PublicKeyPin.AnyMatches([certificate], [PublicKeyPin.Parse("SHA256:" + pin[7..].ToUpperInvariant())]));
        Assert.False(PublicKeyPin.AnyMatches([certificate], ["sha256:" + new string('0', 64)]));
        Assert.All(["", "sha256:", "sha256:12", "md5:" + pin[7..], pin + "0"], text => Assert.Throws<KubeadmException>(() => PublicKeyPin.Parse(text)));
    }
}
