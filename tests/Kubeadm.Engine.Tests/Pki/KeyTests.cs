using System.Security.Cryptography;
using System.Text;
using Kubeadm.Engine.Pki;

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
    public async Task A_factory_that_is_disposed_of_keeps_nobody_waiting_for_a_key_that_was_not_begun()
    {
        using var begun = new SemaphoreSlim(0);
        using var proceed = new ManualResetEventSlim();
        var keys = new KeyFactory(1, algorithm =>
        {
            begun.Release();
            proceed.Wait();
            return KeyAlgorithms.CreateKey(algorithm);
        });
        var taking = Enumerable.Range(0, 3).Select(_ => keys.TakeAsync(KeyAlgorithm.EcdsaP256, default)).ToList();
        await begun.WaitAsync();

        var disposing = keys.DisposeAsync().AsTask();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking[1]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking[2]);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => keys.TakeAsync(KeyAlgorithm.EcdsaP256, default));
        Assert.False(disposing.IsCompleted);
        proceed.Set();
        await disposing;
        using var inHand = await taking[0];
        Assert.Equal(0, begun.CurrentCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_factory_that_is_disposed_of_waits_for_the_keys_in_hand_and_begins_no_other(bool asynchronously)
    {
        var (begun, ended) = (0, 0);
        using var first = new SemaphoreSlim(0);
        var keys = new KeyFactory(3, algorithm =>
        {
            Interlocked.Increment(ref begun);
            first.Release();
            var key = KeyAlgorithms.CreateKey(algorithm);
            Interlocked.Increment(ref ended);
            return key;
        });
        keys.Prefetch(KeyAlgorithm.Rsa2048, 20);
        await first.WaitAsync();

        if (asynchronously)
        {
            await keys.DisposeAsync();
        }
        else
        {
            keys.Dispose();
        }

        Assert.InRange(begun, 1, 19);
        Assert.Equal(begun, ended);
    }

    [Fact]
    public async Task Whatever_goes_wrong_with_a_key_is_the_error_of_who_waits_for_it()
    {
        await using var keys = new KeyFactory(1, _ => throw new PlatformNotSupportedException("no such curve"));

        await Assert.ThrowsAsync<PlatformNotSupportedException>(() => keys.TakeAsync(KeyAlgorithm.EcdsaP256, default));
        await Assert.ThrowsAsync<PlatformNotSupportedException>(() => keys.TakeAsync(KeyAlgorithm.EcdsaP256, default));
    }
}
