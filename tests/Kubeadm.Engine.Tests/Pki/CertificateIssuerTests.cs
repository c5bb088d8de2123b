using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Kubeadm.Engine.Tests.Pki;

public sealed class CertificateIssuerTests : IDisposable
{
    private readonly MemoryFileSystem _files = new();
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly KeyFactory _keys = new();
    private readonly InitConfiguration _configuration = PkiCases.Configuration();

    private CertificateIssuer Issuer => new(_files, _clock, _keys);

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        var first = await EnsureAll();
        var before = Snapshot();

        var second = await EnsureAll();

        Assert.Equal(22, first.Changes.Count);
        Assert.All(first.Changes, change => Assert.Equal(ChangeAction.Create, change.Action));
        Assert.All(second.Changes, change => Assert.Equal(ChangeAction.Unchanged, change.Action));
        Assert.Equal(before, Snapshot());
        Assert.Equal("[certs] Using existing ca certificate authority", second.Lines[0]);
        Assert.Equal("[certs] Using existing apiserver certificate and key on disk", second.Lines[1]);
        Assert.Equal("[certs] Using the existing \"sa\" key", second.Lines[^1]);
    }

    [Fact]
    public async Task Keys_are_for_their_owner_alone()
    {
        await EnsureAll();

        Assert.All(_files.AllFiles, path => Assert.Equal(
            path.EndsWith(".crt", StringComparison.Ordinal) ? (UnixFileMode)0b110_100_100 : (UnixFileMode)0b110_000_000,
            _files.Stat(path)!.Mode));
    }

    [Theory]
    [InlineData("apiserver.crt", "apiserver.key")]
    [InlineData("ca.crt", "ca.key")]
    [InlineData("etcd/ca.crt", "etcd/ca.key")]
    [InlineData("sa.pub", "sa.key")]
    public async Task A_run_that_was_ended_between_key_and_certificate_is_finished(string missing, string kept)
    {
        foreach (var name in new[] { "ca", "etcd-ca", "apiserver", "sa" })
        {
            await Issuer.EnsureAsync(name, _configuration, default);
        }

        // What the authority issued would come later; it must not stand in the way here.
        _files.DeleteFile(Path(missing));
        if (missing == "ca.crt")
        {
            _files.DeleteFile(Path("apiserver.crt"));
            _files.DeleteFile(Path("apiserver.key"));
        }

        var key = _files.ReadText(Path(kept));

        await EnsureAll();

        Assert.Equal(key, _files.ReadText(Path(kept)));
        Assert.True(_files.FileExists(Path(missing)));
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        await EnsureAll();
        _files.DeleteFile(Path("ca.crt"));
        _files.DeleteFile(Path("ca.key"));
        await Issuer.EnsureAsync("ca", _configuration, default);

        var error = await Fails("apiserver");

        Assert.Equal("CertificateNotSigned", error.ErrorId);
        Assert.Equal(Path("apiserver.crt"), error.Target);
        Assert.NotNull(error.Remedy);
    }

    [Fact]
    public async Task A_key_of_another_certificate_is_refused()
    {
        await EnsureAll();
        _files.Add(Path("apiserver.key"), _files.ReadText(Path("etcd/peer.key")));
        _files.Add(Path("front-proxy-ca.key"), _files.ReadText(Path("etcd/ca.key")));

        Assert.Equal("KeyMismatch", (await Fails("apiserver")).ErrorId);
        Assert.Equal("KeyMismatch", (await Fails("front-proxy-ca")).ErrorId);
    }

    [Fact]
    public async Task A_leaf_in_the_place_of_an_authority_is_refused()
    {
        await EnsureAll();
        _files.Add(Path("ca.crt"), _files.ReadText(Path("apiserver.crt")));

        Assert.Equal("NotAnAuthority", (await Fails("ca")).ErrorId);
    }

    [Theory]
    [InlineData("apiserver.crt", "InvalidCertificate")]
    [InlineData("apiserver.key", "InvalidPrivateKey")]
    public async Task A_file_that_cannot_be_read_is_named(string file, string errorId)
    {
        await EnsureAll();
        _files.Add(Path(file), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        var error = await Fails("apiserver");

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(Path(file), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_authority_is_warned_of_and_an_expired_leaf_refused()
    {
        await EnsureAll();
        _clock.SetUtcNow(_clock.GetUtcNow().AddYears(11));

        var result = await Issuer.EnsureAsync("ca", _configuration, default);

        Assert.Contains("expired", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("CertificateExpired", (await Fails("apiserver")).ErrorId);
    }

    [Fact]
    public async Task A_missing_name_is_warned_of_in_init_and_refused_in_join()
    {
        await EnsureAll();
        _configuration.Cluster.ApiServer.CertSans.Add("new.example.com");

        var result = await Issuer.EnsureAsync("apiserver", _configuration, default);
        var error = await Assert.ThrowsAsync<KubeadmException>(() => EnsureAllForJoinAsync());

        Assert.Contains("new.example.com", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("CertificateNamesMissing", error.ErrorId);
        Assert.Contains("new.example.com", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wildcard_covers_names_one_label_deep()
    {
        _configuration.Cluster.ApiServer.CertSans.Add("*.example.com");
        await EnsureAll();

        _configuration.Cluster.ApiServer.CertSans.Add("one.example.com");
        Assert.Empty((await Issuer.EnsureAsync("apiserver", _configuration, default)).Warnings);
        _configuration.Cluster.ApiServer.CertSans.Add("one.two.example.com");
        Assert.Contains("one.two.example.com", Assert.Single((await Issuer.EnsureAsync("apiserver", _configuration, default)).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_says_what_kubeadm_says()
    {
        await EnsureAll();
        _files.DeleteFile(Path("apiserver.crt"));
        _files.DeleteFile(Path("apiserver.key"));

        var result = await EnsureAllForJoinAsync();

        Assert.Equal("[certs] Generating \"apiserver\" certificate and key", result.Lines[0]);
        Assert.Equal("[certs] Using the existing \"apiserver-kubelet-client\" certificate and key", result.Lines[2]);
        Assert.Equal($"[certs] Valid certificates and keys now exist in \"{PkiCases.Directory}\"", result.Lines[^2]);
    }

    [Fact]
    public async Task With_an_external_authority_all_it_issues_must_be_there()
    {
        await EnsureAll();
        _files.DeleteFile(Path("ca.key"));
        var external = new ExternalAuthorities(_files, _clock);

        Assert.True(external.Check(_configuration.Cluster, "ca"));
        Assert.False(external.Check(_configuration.Cluster, "front-proxy-ca"));
        Assert.Equal("[certs] Using existing ca keyless certificate authority", (await EnsureAll()).Lines[0]);

        _files.DeleteFile(Path("apiserver-kubelet-client.crt"));
        var error = Assert.Throws<KubeadmException>(() => external.Check(_configuration.Cluster, "ca"));
        Assert.Equal("ExternalCaIncomplete", error.ErrorId);
        Assert.Equal(Path("apiserver-kubelet-client.crt"), error.Target);
        _files.DeleteFile(Path("apiserver-kubelet-client.key"));
        Assert.Equal("PrivateKeyNotFound", (await Fails("apiserver-kubelet-client")).ErrorId);
    }

    [Fact]
    public async Task Problems_with_shared_files_are_all_found_at_once()
    {
        await EnsureAll();
        var shared = new SharedCertificates(_files, _clock);
        _files.DeleteFile(Path("ca.key"));
        Assert.Empty(shared.FindProblems(_configuration.Cluster));

        _files.DeleteFile(Path("front-proxy-ca.crt"));
        _files.Add(Path("etcd/ca.crt"), _files.ReadText(Path("etcd/peer.crt")));
        _files.Add(Path("sa.pub"), "nothing");
        Assert.Equal(
            ["CertificateNotFound", "NotAnAuthority", "InvalidPublicKey"],
            shared.FindProblems(_configuration.Cluster).Select(problem => problem.ErrorId));
    }

    [Fact]
    public async Task Only_missing_keys_are_counted()
    {
        Assert.Equal(11, Issuer.CountMissingKeys(_configuration));
        await Issuer.EnsureAsync("ca", _configuration, default);
        Assert.Equal(10, Issuer.CountMissingKeys(_configuration));

        _configuration.Cluster.Etcd = new() { External = new() };
        Assert.Equal(5, Issuer.CountMissingKeys(_configuration));
    }

    [Fact]
    public async Task An_unknown_name_is_refused() => Assert.Equal("UnknownCertificate", (await Fails("nonsense")).ErrorId);

    private static string Path(string name) => $"{PkiCases.Directory}/{name}";

    private async Task<PkiResult> EnsureAllForJoinAsync()
    {
        var result = PkiResult.Empty;
        foreach (var name in CertificateCatalog.All.Select(spec => spec.Name).Append(CertificateCatalog.ServiceAccount))
        {
            result = result.Then(await Issuer.EnsureForJoinAsync(name, _configuration, default));
        }

        return result;
    }

    private Task<PkiResult> EnsureAll() => Issuer.EnsureAllAsync(_configuration, default);

    private Task<KubeadmException> Fails(string name) =>
        Assert.ThrowsAsync<KubeadmException>(() => Issuer.EnsureAsync(name, _configuration, default));

    private List<string> Snapshot() => [.. _files.AllFiles.Select(path => path + _files.ReadText(path))];
}
