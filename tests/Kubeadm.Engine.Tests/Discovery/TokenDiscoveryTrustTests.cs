using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Tests.Discovery;

/// <summary>Whom discovery by a bootstrap token believes, over real TLS: men in the middle, hashes of authorities.</summary>
public sealed class TokenDiscoveryTrustTests : IDisposable
{
    private readonly DiscoveryCase _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public async Task A_man_in_the_middle_who_passes_the_answer_on_is_found_by_his_certificate_at_once()
    {
        using var other = new TestAuthority();
        _case.ServeGenuine();
        _case.Server.Certificate = _ => other.Serve();

        var error = await _case.FailsAsync("ClusterNotTrusted");

        Assert.Equal("https://" + _case.Server.Endpoint, error.Target);
        Assert.Single(_case.Server.Requests);
        Assert.Empty(_case.Clock.Waits);
    }

    [Fact]
    public async Task A_man_in_the_middle_who_takes_over_after_the_first_answer_is_found()
    {
        using var other = new TestAuthority();
        _case.ServeGenuine();
        _case.Server.Certificate = connection => connection == 1 ? _case.Authority.Serve() : other.Serve();

        await _case.FailsAsync("ClusterNotTrusted");

        Assert.Equal(2, _case.Server.Connections);
        Assert.Single(_case.Server.Requests);
    }

    [Fact]
    public async Task A_man_in_the_middle_who_does_not_know_the_token_cannot_put_his_cluster_in()
    {
        using var other = new TestAuthority();
        var forged = DiscoveryCase.Signed(DiscoveryCase.KubeconfigOf("https://evil.example.com:6443", other.Pem), secret: "aaaaaaaaaaaaaaaa");
        _case.Server.Answer = _ => forged;

        await _case.FailsAsync("ClusterInfoSignatureInvalid");
        Assert.Empty(_case.Clock.Waits);
    }

    [Fact]
    public async Task A_man_in_the_middle_who_knows_the_token_is_found_by_his_authority()
    {
        using var other = new TestAuthority();
        var forged = DiscoveryCase.Signed(DiscoveryCase.KubeconfigOf("https://evil.example.com:6443", other.Pem));
        _case.Server.Answer = _ => forged;
        _case.Server.Certificate = _ => other.Serve();

        var error = await _case.FailsAsync("ClusterAuthorityNotPinned");

        Assert.Contains(other.Pin, error.Message, StringComparison.Ordinal);
        Assert.Single(_case.Server.Requests);
    }

    [Theory]
    [InlineData("192.0.2.9", 5, CertificateUsages.Server)]
    [InlineData("127.0.0.1", -1, CertificateUsages.Server)]
    [InlineData("127.0.0.1", 5, CertificateUsages.Client)]
    public async Task A_certificate_of_the_cluster_for_another_name_time_or_use_is_refused(string address, int daysLeft, CertificateUsages usages)
    {
        _case.ServeGenuine();
        _case.Server.Certificate = _ => _case.Authority.Serve(address, daysLeft, usages);

        await _case.FailsAsync("ClusterNotTrusted");
    }

    [Fact]
    public async Task A_wrong_hash_is_refused_and_the_real_one_told()
    {
        using var other = new TestAuthority();
        _case.ServeGenuine();
        _case.ByToken.CaCertHashes = [other.Pin];

        var error = await _case.FailsAsync("ClusterAuthorityNotPinned");

        Assert.Contains(_case.Authority.Pin, error.Message, StringComparison.Ordinal);
        Assert.Equal("discovery.bootstrapToken.caCertHashes", error.Target);
    }

    [Fact]
    public async Task One_hash_of_several_is_enough_in_any_case_of_letters()
    {
        using var other = new TestAuthority();
        _case.ServeGenuine();
        _case.ByToken.CaCertHashes = [other.Pin, "SHA256:" + _case.Authority.Pin["sha256:".Length..].ToUpperInvariant()];

        Assert.Equal(_case.Authority.Pem, (await _case.DiscoverAsync()).CurrentCluster!.CertificateAuthorityData);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bundle_of_two_authorities_is_vouched_for_by_either(bool pinSecond)
    {
        using var other = new TestAuthority();
        byte[] bundle = [.. _case.Authority.Pem, .. other.Pem];
        var published = DiscoveryCase.Signed(DiscoveryCase.KubeconfigOf("https://" + _case.Server.Endpoint, bundle));
        _case.Server.Answer = _ => published;
        _case.ByToken.CaCertHashes = [pinSecond ? other.Pin : _case.Authority.Pin];

        Assert.Equal(bundle, (await _case.DiscoverAsync()).CurrentCluster!.CertificateAuthorityData);
    }

    [Theory]
    [InlineData("sha256:abc")]
    [InlineData("sha512:70bc111beed8b8c2759e7a85d10df12ce945b9064a0fd210d3868751eee3debe")]
    [InlineData("70bc111beed8b8c2759e7a85d10df12ce945b9064a0fd210d3868751eee3debe")]
    [InlineData("sha256:70bc111beed8b8c2759e7a85d10df12ce945b9064a0fd210d3868751eee3debg")]
    public async Task A_malformed_hash_is_refused_before_anything_is_asked(string hash)
    {
        _case.ByToken.CaCertHashes = [_case.Authority.Pin, hash];

        await _case.FailsAsync("InvalidPublicKeyPin");
        Assert.Equal(0, _case.Server.Connections);
    }

    [Fact]
    public async Task Without_a_hash_the_authority_is_taken_unverified_only_when_that_was_asked_for()
    {
        _case.ServeGenuine();
        _case.ByToken.CaCertHashes = [];
        await _case.FailsAsync("CaCertHashRequired");
        Assert.Equal(0, _case.Server.Connections);

        _case.ByToken.UnsafeSkipCaVerification = true;
        Assert.Equal(_case.Authority.Pem, (await _case.DiscoverAsync()).CurrentCluster!.CertificateAuthorityData);
        Assert.Single(_case.Server.Requests);
    }

    [Fact]
    public async Task A_hash_is_checked_even_where_it_was_asked_to_skip()
    {
        using var other = new TestAuthority();
        _case.ServeGenuine();
        _case.ByToken.UnsafeSkipCaVerification = true;
        _case.ByToken.CaCertHashes = [other.Pin];

        await _case.FailsAsync("ClusterAuthorityNotPinned");
    }
}
