using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Tests.Pki;

public sealed class KeyTests
{
    [Theory]
    [InlineData("", 2048)]
    [InlineData("RSA-2048", 2048)]
    [InlineData("RSA-3072", 3072)]
    [InlineData("ECDSA-P256", 256)]
    [InlineData("ECDSA-P384", 384)]
    public async Task A_key_has_its_size_and_survives_PEM(string name, int bits)
    {
        using var keys = new KeyFactory();
        using var key = await keys.TakeAsync(KeyAlgorithms.Parse(name), default);

        var pem = KeyPem.WritePrivate(key);
        using var read = KeyPem.ReadPrivate(pem);
        using var publicKey = KeyPem.ReadPublic(KeyPem.WritePublic(key));

        Assert.Equal(bits, key.KeySize);
        Assert.True(KeyPem.SamePublicKey(key, read!));
        Assert.True(KeyPem.SamePublicKey(key, publicKey!));
        Assert.Equal(pem, KeyPem.WritePrivate(read!));
        Assert.EndsWith("-----\n", Encoding.ASCII.GetString(pem), StringComparison.Ordinal);
    }

    [Fact]
    public void The_numbers_of_an_RSA_key_belong_together()
    {
        using var key = RsaKeyMaker.Create(2048);
        var parts = key.ExportParameters(includePrivateParameters: true);
        BigInteger Number(byte[]? bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
        var (p, q, d) = (Number(parts.P), Number(parts.Q), Number(parts.D));
        var data = new byte[] { 1, 2, 3 };

        Assert.Equal(Number(parts.Modulus), p * q);
        Assert.Equal(65537, Number(parts.Exponent));
        Assert.Equal(BigInteger.One, d * 65537 % ((p - 1) * (q - 1) / BigInteger.GreatestCommonDivisor(p - 1, q - 1)));
        Assert.Equal(d % (p - 1), Number(parts.DP));
        Assert.Equal(d % (q - 1), Number(parts.DQ));
        Assert.Equal(BigInteger.One, Number(parts.InverseQ) * q % p);
        Assert.True(p > q);
        Assert.True(key.VerifyData(
            data, key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public void Keys_in_PKCS8_and_behind_other_blocks_are_read()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pkcs8 = "text\n-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + ec.ExportPkcs8PrivateKeyPem();

        using var read = KeyPem.ReadPrivate(Encoding.ASCII.GetBytes(pkcs8));

        Assert.True(KeyPem.SamePublicKey(ec, read!));
        Assert.Null(KeyPem.ReadPrivate("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n"u8.ToArray()));
        Assert.Null(KeyPem.ReadPrivate("nothing"u8.ToArray()));
    }

    [Fact]
    public void An_unknown_algorithm_is_named()
    {
        var error = Assert.Throws<KubeadmException>(() => KeyAlgorithms.Parse("RSA-1024"));

        Assert.Equal("InvalidConfiguration", error.ErrorId);
        Assert.Contains("encryptionAlgorithm: RSA-1024", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Announced_keys_are_the_ones_that_are_taken()
    {
        using var keys = new KeyFactory(workers: 1);
        keys.Prefetch(KeyAlgorithm.EcdsaP256, 2);
        keys.Prefetch(KeyAlgorithm.EcdsaP256, 1);

        var taken = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => keys.TakeAsync(KeyAlgorithm.EcdsaP256, default)));

        Assert.Equal(3, taken.Select(key => Convert.ToHexString(key.ExportSubjectPublicKeyInfo())).Distinct().Count());
    }

    [Fact]
    public async Task Waiting_for_a_key_ends_at_once_when_it_is_cancelled()
    {
        using var keys = new KeyFactory(workers: 1);
        keys.Prefetch(KeyAlgorithm.Rsa4096, 4);
        using var cancellation = new CancellationTokenSource();
        var taking = keys.TakeAsync(KeyAlgorithm.Rsa4096, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);
    }

    [Fact]
    public async Task A_factory_that_is_disposed_of_keeps_nobody_waiting()
    {
        var keys = new KeyFactory(workers: 1);
        var taking = Enumerable.Range(0, 3).Select(_ => keys.TakeAsync(KeyAlgorithm.Rsa4096, default)).ToList();

        keys.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking[^1]);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => keys.TakeAsync(KeyAlgorithm.EcdsaP256, default));
    }
}
