using System.Text;

namespace Kubeadm.Engine.Tests.Discovery;

/// <summary>Discovery by a bootstrap token, over real TLS.</summary>
public sealed class TokenDiscoveryTests : IDisposable
{
    private readonly DiscoveryCase _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public async Task The_kubeconfig_for_TLS_bootstrap_is_kubeadms_byte_for_byte()
    {
        _case.ServeGenuine();

        var found = await _case.DiscoverAsync();

        Assert.Equal(
            $"""
            apiVersion: v1
            clusters:
            - cluster:
                certificate-authority-data: {Convert.ToBase64String(_case.Authority.Pem)}
                server: https://{_case.Server.Endpoint}
              name: kubernetes
            contexts:
            - context:
                cluster: kubernetes
                user: tls-bootstrap-token-user
              name: tls-bootstrap-token-user@kubernetes
            current-context: tls-bootstrap-token-user@kubernetes
            kind: Config
            users:
            - name: tls-bootstrap-token-user
              user:
                token: abcdef.0123456789abcdef

            """,
            Encoding.UTF8.GetString(found.ToBytes()));
        Assert.Empty(_case.Clock.Waits);
        Assert.Contains(_case.Notes, note => note.Message.Contains(_case.Authority.Pin, StringComparison.Ordinal));
        Assert.DoesNotContain(_case.Notes, note => note.IsWarning || note.Message.Contains(DiscoveryCase.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_credentials_are_sent_in_either_request()
    {
        _case.ServeGenuine();

        await _case.DiscoverAsync();

        var request = new ClusterInfoServer.Request("/api/v1/namespaces/kube-public/configmaps/cluster-info", null, null);
        Assert.Equal([request, request], _case.Server.Requests);
    }

    [Fact]
    public async Task The_address_that_the_cluster_publishes_is_taken_not_the_one_that_was_asked()
    {
        var published = DiscoveryCase.Signed(DiscoveryCase.KubeconfigOf("https://lb.example.com:6443", _case.Authority.Pem));
        _case.Server.Answer = _ => published;

        Assert.Equal("https://lb.example.com:6443", (await _case.DiscoverAsync()).CurrentCluster!.Server);
    }

    [Fact]
    public async Task A_document_that_is_another_over_verified_TLS_is_refused()
    {
        var genuine = DiscoveryCase.Signed(_case.Published);
        var other = DiscoveryCase.Signed(DiscoveryCase.KubeconfigOf("https://lb.example.com:6443", _case.Authority.Pem));
        _case.Server.Answer = request => request == 1 ? other : genuine;

        await _case.FailsAsync("ClusterInfoChanged");
    }

    [Fact]
    public async Task An_unknown_or_expired_token_is_told_when_no_signature_came_in_time()
    {
        var signedForOthers = DiscoveryCase.ClusterInfo(_case.Published, "x", id: "zzzzzz");
        _case.Server.Answer = _ => signedForOthers;

        var error = await _case.FailsAsync("TokenSignatureNotFound");

        Assert.Equal("abcdef", error.Target);
        Assert.Contains("waited 5m0s", error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(5), _case.Clock.Elapsed);
        Assert.True(_case.Clock.Waits[0] < TimeSpan.FromMilliseconds(100));
        Assert.Equal(TimeSpan.FromSeconds(5), _case.Clock.Waits.Max());
        Assert.Single(_case.Notes, note => note.Message.Contains("Waiting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_signature_is_that_of_an_unknown_token_and_not_waited_for()
    {
        var unsigned = DiscoveryCase.ClusterInfo(_case.Published, "");
        _case.Server.Answer = _ => unsigned;

        await _case.FailsAsync("TokenSignatureNotFound");
        Assert.Empty(_case.Clock.Waits);
    }

    [Fact]
    public async Task A_cluster_that_is_still_being_made_is_waited_for()
    {
        var (genuine, unsigned) = (DiscoveryCase.Signed(_case.Published), DiscoveryCase.ClusterInfo(_case.Published, null));
        _case.Server.Certificate = connection => connection <= 2 ? null : _case.Authority.Serve();
        _case.Server.Answer = request => request switch
        {
            1 => (503, ""),
            2 => (404, Failure(404, "NotFound")),
            3 => (403, Failure(403, "Forbidden")),
            4 => (200, "<html>"),
            5 => unsigned,
            7 => (500, ""),
            _ => genuine,
        };

        var found = await _case.DiscoverAsync();

        Assert.Equal("https://" + _case.Server.Endpoint, found.CurrentCluster!.Server);
        Assert.Equal(8, _case.Server.Requests.Count);
        Assert.Equal(8, _case.Clock.Waits.Count);
    }

    [Theory]
    [InlineData(404, "NotFound", "ClusterInfoNotFound")]
    [InlineData(403, "Forbidden", "ClusterInfoForbidden")]
    [InlineData(401, "Unauthorized", "ApiRequestFailed")]
    public async Task What_does_not_heal_in_time_is_told_with_its_cause(int status, string reason, string errorId)
    {
        _case.Server.Answer = _ => (status, Failure(status, reason));
        _case.Configuration.Timeouts = new() { Discovery = TimeSpan.FromSeconds(10) };

        var error = await _case.FailsAsync(errorId);
        Assert.Contains("waited 10s", error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(10), _case.Clock.Elapsed);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_told_when_the_time_is_up()
    {
        _case.Server.Certificate = _ => null;

        var error = await _case.FailsAsync("ApiServerUnreachable");

        Assert.Equal(KubeadmErrorKind.Unreachable, error.Kind);
        Assert.Equal(TimeSpan.FromMinutes(5), _case.Clock.Elapsed);
    }

    [Fact]
    public async Task An_answer_that_is_larger_than_any_cluster_info_is_refused_at_once()
    {
        var endless = (200, new string(' ', (8 << 20) + 1));
        _case.Server.Answer = _ => endless;

        var error = await _case.FailsAsync("ApiAnswerTooLarge");

        Assert.Contains("8 MiB", error.Message, StringComparison.Ordinal);
        Assert.Single(_case.Server.Requests);
        Assert.Empty(_case.Clock.Waits);
    }

    [Fact]
    public async Task A_cluster_without_a_kubeconfig_in_cluster_info_is_no_cluster_to_join()
    {
        var empty = DiscoveryCase.ClusterInfo(null, "x");
        _case.Server.Answer = _ => empty;

        await _case.FailsAsync("ClusterInfoInvalid");
        Assert.Empty(_case.Clock.Waits);
    }

    [Theory]
    [InlineData("clusters: 5\n")]
    [InlineData("{")]
    [InlineData("apiVersion: v1\nkind: Config\n")]
    [InlineData("clusters:\n- name: \"\"\n  cluster:\n    certificate-authority-data: eA==\n")]
    [InlineData("clusters:\n- name: \"\"\n  cluster:\n    server: https://192.0.2.2:6443\n")]
    [InlineData("clusters:\n- name: \"\"\n  cluster:\n    certificate-authority-data: eA==\n    server: https://192.0.2.2:6443\n")]
    [InlineData("clusters:\n- name: a\n  cluster:\n    certificate-authority-data: eA==\n    server: https://192.0.2.2:6443\n")]
    public async Task A_malformed_kubeconfig_in_cluster_info_is_told_at_once(string kubeconfig)
    {
        var signed = DiscoveryCase.Signed(kubeconfig);
        _case.Server.Answer = _ => signed;

        await _case.FailsAsync("ClusterInfoInvalid");
        Assert.Empty(_case.Clock.Waits);
    }

    [Fact]
    public async Task A_token_of_another_form_is_refused_before_anything_is_asked()
    {
        _case.ByToken.Token = "ABCDEF.0123456789abcdef";

        await _case.FailsAsync("InvalidToken");
        Assert.Equal(0, _case.Server.Connections);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using var cancel = new CancellationTokenSource();
        _case.Node.Clock = TimeProvider.System;
        _case.Server.Answer = request =>
        {
            cancel.CancelAfter(request == 3 ? 0 : -1);
            return (503, "");
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _case.DiscoverAsync(cancellationToken: cancel.Token));
    }

    [Fact]
    public async Task Without_a_way_to_discover_nothing_is_tried()
    {
        _case.Configuration.Discovery.BootstrapToken = null;
        await _case.FailsAsync("InvalidConfiguration");
    }

    private static string Failure(int status, string reason) =>
        $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":"made up","reason":"{{reason}}","code":{{status}}}""";
}
