using System.Text;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Discovery;

/// <summary>Discovery by a kubeconfig from a file.</summary>
public sealed class KubeconfigDiscoveryTests : IDisposable
{
    private const string Path = "/etc/join/discovery.conf";

    private readonly DiscoveryCase _case = new();

    public KubeconfigDiscoveryTests()
    {
        _case.ServeGenuine();
        _case.Configuration.Discovery = new() { File = new() { KubeConfigPath = Path } };
    }

    public void Dispose() => _case.Dispose();

    private string Server => "https://" + _case.Server.Endpoint;

    private string AuthorityData => Convert.ToBase64String(_case.Authority.Pem);

    [Fact]
    public async Task Embedded_credentials_are_used_and_the_file_returned_byte_for_byte()
    {
        var (certificate, key) = _case.Authority.Client("joiner");
        var text = Kubeconfig($"certificate-authority-data: {AuthorityData}", $"client-certificate-data: {Base64(certificate)}\n    client-key-data: {Base64(key)}");
        _case.Node.Memory.Add(Path, text);

        var found = await _case.DiscoverAsync();

        Assert.Equal(text, Text(found));
        Assert.Equal("CN=joiner", Assert.Single(_case.Server.Requests).ClientSubject);
    }

    [Fact]
    public async Task A_proxy_of_the_file_is_used()
    {
        using var proxy = new RawServer(async (_, stream, stop) => await stream.WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop));
        var text = Kubeconfig($"certificate-authority-data: {AuthorityData}", "token: hush").Replace("    server:", $"    proxy-url: http://{proxy.Endpoint}\n    server:", StringComparison.Ordinal);
        _case.Node.Memory.Add(Path, text);
        _case.Configuration.Timeouts = new() { Discovery = TimeSpan.FromSeconds(1) };

        await _case.FailsAsync("ApiServerUnreachable");

        Assert.StartsWith($"CONNECT {_case.Server.Endpoint} ", proxy.Heads[0], StringComparison.Ordinal);
        Assert.Equal(0, _case.Server.Connections);
    }

    [Fact]
    public async Task Files_that_are_referred_to_lie_beside_the_kubeconfig_and_are_embedded()
    {
        var (certificate, key) = _case.Authority.Client("joiner");
        _case.Node.Memory
            .Add("/etc/join/pki/ca.crt", Encoding.ASCII.GetString(_case.Authority.Pem))
            .Add("/etc/join/client.crt", certificate)
            .Add("/srv/client.key", key)
            .Add(Path, Kubeconfig("certificate-authority: pki/ca.crt", "client-certificate: ./client.crt\n    client-key: /srv/client.key"));

        var found = await _case.DiscoverAsync();

        Assert.Equal(
            Kubeconfig($"certificate-authority-data: {AuthorityData}", $"client-certificate-data: {Base64(certificate)}\n    client-key-data: {Base64(key)}"),
            Text(found));
        Assert.Equal("CN=joiner", Assert.Single(_case.Server.Requests).ClientSubject);
    }

    [Fact]
    public async Task Windows_paths_are_resolved_in_their_own_form()
    {
        _case.Node.FakeSystem.IsWindows = true;
        _case.Configuration.Discovery.File!.KubeConfigPath = @"C:\k\discovery.conf";
        _case.Node.Memory
            .Add(@"C:\k\ca.crt", Encoding.ASCII.GetString(_case.Authority.Pem))
            .Add(@"C:\t\token", "secret")
            .Add(@"C:\k\discovery.conf", Kubeconfig("certificate-authority: ca.crt", @"tokenFile: C:\t\token"));

        Assert.Equal("secret", (await _case.DiscoverAsync()).CurrentUser!.Token);
    }

    [Fact]
    public async Task A_token_file_is_embedded_without_its_line_feed()
    {
        _case.Node.Memory.Add("/etc/join/token", "s3cr3t\n").Add(Path, Kubeconfig($"certificate-authority-data: {AuthorityData}", "tokenFile: token"));

        var found = await _case.DiscoverAsync();

        Assert.Equal(Kubeconfig($"certificate-authority-data: {AuthorityData}", "token: s3cr3t"), Text(found));
        Assert.Equal("Bearer s3cr3t", Assert.Single(_case.Server.Requests).Authorization);
    }

    [Fact]
    public async Task A_program_gives_the_credentials_and_is_written_as_client_go_does()
    {
        using var folder = new TemporaryFolder();
        var answer = System.IO.Path.Combine(folder.Path, "answer.json");
        await File.WriteAllTextAsync(answer, """{"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential","status":{"token":"from-program"}}""");
        var exec = $"exec:\n      apiVersion: client.authentication.k8s.io/v1beta1\n      command: cat\n      args:\n      - {answer}";
        _case.Node.Memory.Add(Path, Kubeconfig($"certificate-authority-data: {AuthorityData}", exec));

        var found = await _case.DiscoverAsync();

        Assert.Equal("Bearer from-program", Assert.Single(_case.Server.Requests).Authorization);
        Assert.EndsWith(
            $"""
                exec:
                  apiVersion: client.authentication.k8s.io/v1beta1
                  args:
                  - {answer}
                  command: cat
                  env: null
                  interactiveMode: IfAvailable
                  provideClusterInfo: false

            """,
            Text(found),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_gives_no_credentials_is_told_before_anything_is_asked()
    {
        const string Exec = "exec:\n      apiVersion: client.authentication.k8s.io/v1beta1\n      command: \"false\"";
        _case.Node.Memory.Add(Path, Kubeconfig($"certificate-authority-data: {AuthorityData}", Exec));

        await _case.FailsAsync("CredentialPluginFailed");
        Assert.Equal(0, _case.Server.Connections);
    }

    [Fact]
    public async Task Without_credentials_the_token_for_TLS_bootstrap_is_put_in()
    {
        _case.Node.Memory.Add(Path, _case.Published);
        _case.Configuration.Discovery.TlsBootstrapToken = DiscoveryCase.Token;

        var found = await _case.DiscoverAsync();

        Assert.Equal(
            Text(KubeconfigFile.Create(
                "kubernetes",
                new KubeconfigCluster { Server = Server, CertificateAuthorityData = _case.Authority.Pem },
                "tls-bootstrap-token-user",
                new KubeconfigUser { Token = DiscoveryCase.Token })),
            Text(found));
        var request = Assert.Single(_case.Server.Requests);
        Assert.Equal((null, null), (request.Authorization, request.ClientSubject));
    }

    [Fact]
    public async Task Without_any_credentials_nothing_can_be_joined()
    {
        _case.Node.Memory.Add(Path, _case.Published);

        var error = await _case.FailsAsync("DiscoveryCredentialsNotFound");
        Assert.Equal("discovery.tlsBootstrapToken", error.Target);
    }

    [Fact]
    public async Task A_cluster_that_lets_nobody_read_cluster_info_is_taken_from_the_file_with_a_warning()
    {
        _case.Node.Memory.Add(Path, WithToken());
        _case.Server.Answer = _ => (403, """{"kind":"Status","apiVersion":"v1","status":"Failure","message":"made up","reason":"Forbidden","code":403}""");

        Assert.Equal(WithToken(), Text(await _case.DiscoverAsync()));
        Assert.Single(_case.Notes, note => note.IsWarning);
        Assert.Empty(_case.Clock.Waits);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("clusters: 5")]
    public async Task A_cluster_info_that_cannot_be_read_leaves_the_file_as_it_is(string? kubeconfig)
    {
        var answer = DiscoveryCase.ClusterInfo(kubeconfig, null);
        _case.Node.Memory.Add(Path, WithToken());
        _case.Server.Answer = _ => answer;

        Assert.Equal(WithToken(), Text(await _case.DiscoverAsync()));
        Assert.DoesNotContain(_case.Notes, note => note.IsWarning);
    }

    [Fact]
    public async Task A_cluster_info_that_names_no_cluster_is_told()
    {
        var answer = DiscoveryCase.ClusterInfo("apiVersion: v1\nkind: Config\n", null);
        _case.Node.Memory.Add(Path, WithToken());
        _case.Server.Answer = _ => answer;

        await _case.FailsAsync("ClusterInfoInvalid");
    }

    [Fact]
    public async Task Another_address_in_cluster_info_is_a_warning()
    {
        var answer = DiscoveryCase.ClusterInfo(DiscoveryCase.KubeconfigOf("https://lb.example.com:6443", _case.Authority.Pem), null);
        _case.Node.Memory.Add(Path, WithToken());
        _case.Server.Answer = _ => answer;

        Assert.Equal(Server, (await _case.DiscoverAsync()).CurrentCluster!.Server);
        Assert.Contains("https://lb.example.com:6443", Assert.Single(_case.Notes, note => note.IsWarning).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_the_file_lacks_is_taken_from_cluster_info()
    {
        _case.Node.Memory.Add(Path, Kubeconfig("insecure-skip-tls-verify: true", "token: s3cr3t"));

        Assert.Equal(_case.Authority.Pem, (await _case.DiscoverAsync()).CurrentCluster!.CertificateAuthorityData);
    }

    [Fact]
    public async Task Without_an_authority_in_either_the_kubelet_would_trust_nobody()
    {
        var answer = DiscoveryCase.ClusterInfo(null, null);
        _case.Node.Memory.Add(Path, Kubeconfig("insecure-skip-tls-verify: true", "token: s3cr3t"));
        _case.Server.Answer = _ => answer;

        await _case.FailsAsync("ClusterAuthorityNotFound");
    }

    [Fact]
    public async Task A_server_that_the_files_authority_does_not_vouch_for_gets_no_credentials()
    {
        using var other = new TestAuthority();
        _case.Node.Memory.Add(Path, WithToken());
        _case.Server.Certificate = _ => other.Serve();

        await _case.FailsAsync("ClusterNotTrusted");

        Assert.Empty(_case.Server.Requests);
        Assert.Empty(_case.Clock.Waits);
    }

    [Fact]
    public async Task A_missing_cluster_info_is_waited_for_and_then_told()
    {
        _case.Node.Memory.Add(Path, WithToken());
        _case.Server.Answer = _ => (404, """{"kind":"Status","apiVersion":"v1","status":"Failure","message":"made up","reason":"NotFound","code":404}""");

        await _case.FailsAsync("ClusterInfoNotFound");
        Assert.Equal(TimeSpan.FromMinutes(5), _case.Clock.Elapsed);
    }

    [Fact]
    public async Task A_missing_file_is_told()
    {
        Assert.Equal(Path, (await _case.FailsAsync("DiscoveryFileNotFound")).Target);
        Assert.Equal(0, _case.Server.Connections);
    }

    [Theory]
    [InlineData("clusters: 5", "not YAML")]
    [InlineData("", "no cluster")]
    [InlineData("clusters:\n- name: a\n  cluster:\n    server: https://192.0.2.2:6443\n", "current-context")]
    [InlineData("current-context: x\nclusters:\n- name: \"\"\n  cluster:\n    server: https://192.0.2.2:6443\n", "no context named \"x\"")]
    public async Task A_malformed_file_is_told_before_anything_is_asked(string text, string cause)
    {
        _case.Node.Memory.Add(Path, text);

        Assert.Contains(cause, (await _case.FailsAsync("InvalidDiscoveryFile")).Message, StringComparison.Ordinal);
        Assert.Equal(0, _case.Server.Connections);
    }

    [Theory]
    [InlineData("certificate-authority: missing.crt", "token: a", "certificate-authority: the file missing.crt is not there")]
    [InlineData("certificate-authority: discovery.conf\n    certificate-authority-data: eA==", "token: a", "both certificate-authority and")]
    [InlineData("certificate-authority: discovery.conf", "token: a", "no PEM certificate")]
    [InlineData("proxy-url: http://192.0.2.1", "client-certificate-data: eA==", "no key")]
    [InlineData("proxy-url: http://192.0.2.1", "client-certificate: discovery.conf\n    client-key: missing.key", "client-key: the file missing.key is not there")]
    [InlineData("proxy-url: http://192.0.2.1", "token: a\n    username: b\n    password: c", "both a token and a name")]
    [InlineData("proxy-url: http://192.0.2.1", "exec:\n      apiVersion: client.authentication.k8s.io/v1\n      command: x", "exec.interactiveMode")]
    [InlineData("proxy-url: http://192.0.2.1", "exec:\n      apiVersion: client.authentication.k8s.io/v1beta1", "exec.command")]
    [InlineData("proxy-url: http://192.0.2.1", "exec:\n      command: x\n      interactiveMode: Never", "exec.apiVersion")]
    [InlineData("proxy-url: http://192.0.2.1", "token: a\n    as-groups: [b]", "need as")]
    public async Task What_a_cluster_or_user_lacks_is_told_before_anything_is_asked(string cluster, string user, string cause)
    {
        _case.Node.Memory.Add(Path, Kubeconfig(cluster, user));

        Assert.Contains(cause, (await _case.FailsAsync("InvalidDiscoveryFile")).Message, StringComparison.Ordinal);
        Assert.Equal(0, _case.Server.Connections);
    }

    [Fact]
    public async Task A_cluster_that_is_both_verified_and_not_is_refused()
    {
        _case.Node.Memory.Add(Path, Kubeconfig($"certificate-authority-data: {AuthorityData}\n    insecure-skip-tls-verify: true", "token: a"));
        await _case.FailsAsync("InvalidDiscoveryFile");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private static string Text(KubeconfigFile file) => Encoding.UTF8.GetString(file.ToBytes());

    private string WithToken() => Kubeconfig($"certificate-authority-data: {AuthorityData}", "token: s3cr3t");

    private string Kubeconfig(string cluster, string user) =>
        $"""
        apiVersion: v1
        clusters:
        - cluster:
            {cluster}
            server: {Server}
          name: prod
        contexts:
        - context:
            cluster: prod
            user: joiner
          name: join
        current-context: join
        kind: Config
        users:
        - name: joiner
          user:
            {user}

        """;
}
