using System.Text;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Discovery;

/// <summary>Discovery by a kubeconfig from a file.</summary>
public sealed class KubeconfigDiscoveryTests : KubeconfigDiscoveryCase
{
    [Fact]
    public async Task Embedded_credentials_are_used_and_the_file_returned_byte_for_byte()
    {
        var (certificate, key) = Case.Authority.Client("joiner");
        var text = Kubeconfig($"certificate-authority-data: {AuthorityData}", $"client-certificate-data: {Base64(certificate)}\n    client-key-data: {Base64(key)}");
        Case.Node.Memory.Add(Path, text);

        var found = await Case.DiscoverAsync();

        Assert.Equal(text, Text(found));
        Assert.Equal("CN=joiner", Assert.Single(Case.Server.Requests).ClientSubject);
    }

    [Fact]
    public async Task A_proxy_of_the_file_is_used()
    {
        using var proxy = new RawServer(async (_, stream, stop) => await stream.WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop));
        var text = Kubeconfig($"certificate-authority-data: {AuthorityData}", "token: hush").Replace("    server:", $"    proxy-url: http://{proxy.Endpoint}\n    server:", StringComparison.Ordinal);
        Case.Node.Memory.Add(Path, text);
        Case.Configuration.Timeouts = new() { Discovery = TimeSpan.FromSeconds(1) };

        await Case.FailsAsync("ApiServerUnreachable");

        Assert.StartsWith($"CONNECT {Case.Server.Endpoint} ", proxy.Heads[0], StringComparison.Ordinal);
        Assert.Equal(0, Case.Server.Connections);
    }

    [Fact]
    public async Task Files_that_are_referred_to_lie_beside_the_kubeconfig_and_are_embedded()
    {
        var (certificate, key) = Case.Authority.Client("joiner");
        Case.Node.Memory
            .Add("/etc/join/pki/ca.crt", Encoding.ASCII.GetString(Case.Authority.Pem))
            .Add("/etc/join/client.crt", certificate)
            .Add("/srv/client.key", key)
            .Add(Path, Kubeconfig("certificate-authority: pki/ca.crt", "client-certificate: ./client.crt\n    client-key: /srv/client.key"));

        var found = await Case.DiscoverAsync();

        Assert.Equal(
            Kubeconfig($"certificate-authority-data: {AuthorityData}", $"client-certificate-data: {Base64(certificate)}\n    client-key-data: {Base64(key)}"),
            Text(found));
        Assert.Equal("CN=joiner", Assert.Single(Case.Server.Requests).ClientSubject);
    }

    [Fact]
    public async Task Windows_paths_are_resolved_in_their_own_form()
    {
        Case.Node.FakeSystem.IsWindows = true;
        Case.Configuration.Discovery.File!.KubeConfigPath = @"C:\k\discovery.conf";
        Case.Node.Memory
            .Add(@"C:\k\ca.crt", Encoding.ASCII.GetString(Case.Authority.Pem))
            .Add(@"C:\t\token", "secret")
            .Add(@"C:\k\discovery.conf", Kubeconfig("certificate-authority: ca.crt", @"tokenFile: C:\t\token"));

        Assert.Equal("secret", (await Case.DiscoverAsync()).CurrentUser!.Token);
    }

    [Fact]
    public async Task A_token_file_is_embedded_without_its_line_feed()
    {
        Case.Node.Memory.Add("/etc/join/token", "s3cr3t\n").Add(Path, Kubeconfig($"certificate-authority-data: {AuthorityData}", "tokenFile: token"));

        var found = await Case.DiscoverAsync();

        Assert.Equal(Kubeconfig($"certificate-authority-data: {AuthorityData}", "token: s3cr3t"), Text(found));
        Assert.Equal("Bearer s3cr3t", Assert.Single(Case.Server.Requests).Authorization);
    }

    [Fact]
    public async Task A_program_gives_the_credentials_and_is_written_as_client_go_does()
    {
        using var folder = new TemporaryFolder();
        var answer = System.IO.Path.Combine(folder.Path, "answer.json");
        await File.WriteAllTextAsync(answer, """{"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential","status":{"token":"from-program"}}""");
        var exec = $"exec:\n      apiVersion: client.authentication.k8s.io/v1beta1\n      command: cat\n      args:\n      - {answer}";
        Case.Node.Memory.Add(Path, Kubeconfig($"certificate-authority-data: {AuthorityData}", exec));

        var found = await Case.DiscoverAsync();

        Assert.Equal("Bearer from-program", Assert.Single(Case.Server.Requests).Authorization);
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
        Case.Node.Memory.Add(Path, Kubeconfig($"certificate-authority-data: {AuthorityData}", Exec));

        await Case.FailsAsync("CredentialPluginFailed");
        Assert.Equal(0, Case.Server.Connections);
    }

    [Fact]
    public async Task Without_credentials_the_token_for_TLS_bootstrap_is_put_in()
    {
        Case.Node.Memory.Add(Path, Case.Published);
        Case.Configuration.Discovery.TlsBootstrapToken = DiscoveryCase.Token;

        var found = await Case.DiscoverAsync();

        Assert.Equal(
            Text(KubeconfigFile.Create(
                "kubernetes",
                new KubeconfigCluster { Server = Server, CertificateAuthorityData = Case.Authority.Pem },
                "tls-bootstrap-token-user",
                new KubeconfigUser { Token = DiscoveryCase.Token })),
            Text(found));
        var request = Assert.Single(Case.Server.Requests);
        Assert.Equal((null, null), (request.Authorization, request.ClientSubject));
    }

    [Fact]
    public async Task Without_any_credentials_nothing_can_be_joined()
    {
        Case.Node.Memory.Add(Path, Case.Published);

        var error = await Case.FailsAsync("DiscoveryCredentialsNotFound");
        Assert.Equal("discovery.tlsBootstrapToken", error.Target);
    }

    [Fact]
    public async Task A_cluster_that_lets_nobody_read_cluster_info_is_taken_from_the_file_with_a_warning()
    {
        Case.Node.Memory.Add(Path, WithToken());
        Case.Server.Answer = _ => (403, """{"kind":"Status","apiVersion":"v1","status":"Failure","message":"made up","reason":"Forbidden","code":403}""");

        Assert.Equal(WithToken(), Text(await Case.DiscoverAsync()));
        Assert.Single(Case.Notes, note => note.IsWarning);
        Assert.Empty(Case.Clock.Waits);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("clusters: 5")]
    public async Task A_cluster_info_that_cannot_be_read_leaves_the_file_as_it_is(string? kubeconfig)
    {
        var answer = DiscoveryCase.ClusterInfo(kubeconfig, null);
        Case.Node.Memory.Add(Path, WithToken());
        Case.Server.Answer = _ => answer;

        Assert.Equal(WithToken(), Text(await Case.DiscoverAsync()));
        Assert.DoesNotContain(Case.Notes, note => note.IsWarning);
    }

    [Fact]
    public async Task A_cluster_info_that_names_no_cluster_is_told()
    {
        var answer = DiscoveryCase.ClusterInfo("apiVersion: v1\nkind: Config\n", null);
        Case.Node.Memory.Add(Path, WithToken());
        Case.Server.Answer = _ => answer;

        await Case.FailsAsync("ClusterInfoInvalid");
    }

    [Fact]
    public async Task Another_address_in_cluster_info_is_a_warning()
    {
        var answer = DiscoveryCase.ClusterInfo(DiscoveryCase.KubeconfigOf("https://lb.example.com:6443", Case.Authority.Pem), null);
        Case.Node.Memory.Add(Path, WithToken());
        Case.Server.Answer = _ => answer;

        Assert.Equal(Server, (await Case.DiscoverAsync()).CurrentCluster!.Server);
        Assert.Contains("https://lb.example.com:6443", Assert.Single(Case.Notes, note => note.IsWarning).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_the_file_lacks_is_taken_from_cluster_info()
    {
        Case.Node.Memory.Add(Path, Kubeconfig("insecure-skip-tls-verify: true", "token: s3cr3t"));

        Assert.Equal(Case.Authority.Pem, (await Case.DiscoverAsync()).CurrentCluster!.CertificateAuthorityData);
    }

    [Fact]
    public async Task Without_an_authority_in_either_the_kubelet_would_trust_nobody()
    {
        var answer = DiscoveryCase.ClusterInfo(null, null);
        Case.Node.Memory.Add(Path, Kubeconfig("insecure-skip-tls-verify: true", "token: s3cr3t"));
        Case.Server.Answer = _ => answer;

        await Case.FailsAsync("ClusterAuthorityNotFound");
    }
}
