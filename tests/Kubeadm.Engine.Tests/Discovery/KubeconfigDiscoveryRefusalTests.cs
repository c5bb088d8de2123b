namespace Kubeadm.Engine.Tests.Discovery;

/// <summary>Files, and clusters that they name, by which nothing can be discovered.</summary>
public sealed class KubeconfigDiscoveryRefusalTests : KubeconfigDiscoveryCase
{
    [Fact]
    public async Task A_server_that_the_files_authority_does_not_vouch_for_gets_no_credentials()
    {
        using var other = new TestAuthority();
        Case.Node.Memory.Add(Path, WithToken());
        Case.Server.Certificate = _ => other.Serve();

        await Case.FailsAsync("ClusterNotTrusted");

        Assert.Empty(Case.Server.Requests);
        Assert.Empty(Case.Clock.Waits);
    }

    [Fact]
    public async Task A_missing_cluster_info_is_waited_for_and_then_told()
    {
        Case.Node.Memory.Add(Path, WithToken());
        Case.Server.Answer = _ => (404, """{"kind":"Status","apiVersion":"v1","status":"Failure","message":"made up","reason":"NotFound","code":404}""");

        await Case.FailsAsync("ClusterInfoNotFound");
        Assert.Equal(TimeSpan.FromMinutes(5), Case.Clock.Elapsed);
    }

    [Fact]
    public async Task A_missing_file_is_told()
    {
        Assert.Equal(Path, (await Case.FailsAsync("DiscoveryFileNotFound")).Target);
        Assert.Equal(0, Case.Server.Connections);
    }

    [Theory]
    [InlineData("clusters: 5", "not YAML")]
    [InlineData("", "no cluster")]
    [InlineData("clusters:\n- name: a\n  cluster:\n    server: https://192.0.2.2:6443\n", "current-context")]
    [InlineData("current-context: x\nclusters:\n- name: \"\"\n  cluster:\n    server: https://192.0.2.2:6443\n", "no context named \"x\"")]
    public async Task A_malformed_file_is_told_before_anything_is_asked(string text, string cause)
    {
        Case.Node.Memory.Add(Path, text);

        Assert.Contains(cause, (await Case.FailsAsync("InvalidDiscoveryFile")).Message, StringComparison.Ordinal);
        Assert.Equal(0, Case.Server.Connections);
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
        Case.Node.Memory.Add(Path, Kubeconfig(cluster, user));

        Assert.Contains(cause, (await Case.FailsAsync("InvalidDiscoveryFile")).Message, StringComparison.Ordinal);
        Assert.Equal(0, Case.Server.Connections);
    }

    [Fact]
    public async Task A_cluster_that_is_both_verified_and_not_is_refused()
    {
        Case.Node.Memory.Add(Path, Kubeconfig($"certificate-authority-data: {AuthorityData}\n    insecure-skip-tls-verify: true", "token: a"));
        await Case.FailsAsync("InvalidDiscoveryFile");
    }
}
