using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Operations.Tokens;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Tests.Ports.Cluster;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Kubeadm.Engine.Tests.Operations.Tokens;

public sealed class ClusterTokensTests : IDisposable
{
    private const string Path = "/home/u/.kube/config";
    private const string Token = "abcdef.0123456789abcdef";
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly X509Certificate2 _first = Authority("first");
    private readonly X509Certificate2 _second = Authority("second");
    private readonly FakeTimeProvider _clock = new(Now);
    private readonly InMemoryApiServer _server;
    private readonly FakeNode _node;
    private readonly RecordingObserver _observer = new();

    public ClusterTokensTests()
    {
        _server = new InMemoryApiServer(_clock);
        _node = new FakeNode { Clock = _clock, FakeSystem = { Environment = { ["HOME"] = "/home/u" } } };
        WriteKubeconfig($"certificate-authority-data: {Convert.ToBase64String(CertificatePem.Write([_first, _second]))}");
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public async Task A_token_without_wishes_is_random_and_has_kubeadms_defaults()
    {
        var token = Assert.Single(await Tokens().CreateAsync(new TokenRequest(), CancellationToken.None));

        Assert.Equal((Now.AddHours(24).UtcDateTime, TimeSpan.FromHours(24)), (token.Expires, token.TimeLeft));
        Assert.Equal(["authentication", "signing"], token.Usages);
        Assert.Equal(["system:bootstrappers:kubeadm:default-node-token"], token.Groups);
        Assert.Equal($"bootstrap-token-{token.Id}", Assert.Single(_server.Writes).Name);
    }

    [Fact]
    public async Task Tokens_are_seen_as_they_stand_at_the_time_and_what_is_none_is_told_of()
    {
        await Tokens().CreateAsync(Request(Token, TimeSpan.FromHours(1)), CancellationToken.None);
        await Tokens().CreateAsync(Request("fedcba.0123456789abcdef", TimeSpan.Zero), CancellationToken.None);
        _server.Seed("secrets", ApiJsonOf(new V1Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Type = "bootstrap.kubernetes.io/token",
            Metadata = new V1ObjectMeta { Name = "bootstrap-token-broken", NamespaceProperty = "kube-system" },
        }));
        _clock.SetUtcNow(Now.AddHours(2));

        var tokens = await Tokens().ListAsync(null, CancellationToken.None);

        Assert.Equal([("abcdef", true, TimeSpan.Zero), ("fedcba", false, null)], tokens.Select(t => (t.Id, t.IsExpired, t.TimeLeft)));
        Assert.Contains("bootstrap-token-broken", Assert.Single(_observer.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ttl")]
    [InlineData("usages")]
    [InlineData("groups")]
    [InlineData("description")]
    [InlineData("token")]
    public async Task Beside_a_file_nothing_may_describe_tokens(string field)
    {
        const string file = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\n";
        var flags = field switch
        {
            "ttl" => new TokenFlags { Ttl = TimeSpan.Zero },
            "usages" => new TokenFlags { Usages = ["signing"] },
            "groups" => new TokenFlags { Groups = ["system:bootstrappers:a"] },
            "description" => new TokenFlags { Description = "a" },
            _ => new TokenFlags { Tokens = [Token] },
        };

        var error = await Assert.ThrowsAnyAsync<KubeadmException>(() => Tokens().CreateAsync(new TokenRequest { Configuration = file, Flags = flags }, CancellationToken.None));

        Assert.Equal("ValuesBesideFile", error.ErrorId);
        Assert.EndsWith($" for bootstrapTokens.{field}", error.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Writes);
    }

    [Fact]
    public async Task A_server_that_refuses_is_asked_once_and_is_the_cause_of_the_error()
    {
        var failing = new FailingHandler(1, _ => FailingHandler.Answer(HttpStatusCode.Forbidden, "Forbidden"));

        var error = await Assert.ThrowsAsync<KubeadmException>(() => Tokens(failing).ListAsync(null, CancellationToken.None));

        Assert.Equal((ApiErrors.RequestFailed, KubeadmErrorKind.PermissionDenied), (error.ErrorId, error.Kind));
        Assert.Equal(1, failing.Requests);
    }

    [Fact]
    public async Task Join_info_has_the_address_and_every_hash_of_the_kubeconfig()
    {
        var info = await JoinInfo().DescribeAsync(new JoinInfoRequest(), CancellationToken.None);

        Assert.Equal(("cluster.example.com:6443", Now.AddHours(24).UtcDateTime), (info.ApiServerEndpoint, info.Expires));
        Assert.Equal([PublicKeyPin.Of(_first), PublicKeyPin.Of(_second)], info.CaCertHashes);
        Assert.Equal($"kubeadm join cluster.example.com:6443 --token {info.Line.Token} --discovery-token-ca-cert-hash {info.CaCertHashes[0]} --discovery-token-ca-cert-hash {info.CaCertHashes[1]}", info.Command);
        Assert.Single(_server.Writes);
    }

    [Theory]
    [InlineData("/pki/ca.crt")]
    [InlineData("pki/ca.crt")]
    public async Task A_CA_that_is_only_named_is_read_from_its_file_beside_the_kubeconfig(string reference)
    {
        _node.Memory.Add(reference.StartsWith('/') ? reference : "/home/u/.kube/pki/ca.crt", Encoding.UTF8.GetString(CertificatePem.Write(_second)));
        WriteKubeconfig($"certificate-authority: {reference}");

        Assert.Equal([PublicKeyPin.Of(_second)], (await JoinInfo().DescribeAsync(new JoinInfoRequest(), CancellationToken.None)).CaCertHashes);
    }

    [Fact]
    public async Task Without_a_CA_nothing_is_made()
    {
        WriteKubeconfig("insecure-skip-tls-verify: true");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => JoinInfo().DescribeAsync(new JoinInfoRequest(), CancellationToken.None));

        Assert.Equal("InvalidKubeconfig", error.ErrorId);
        Assert.Empty(_server.Writes);
    }

    [Fact]
    public async Task A_token_is_taken_by_identifier_or_whole_but_not_with_another_secret()
    {
        await Tokens().CreateAsync(Request(Token, TimeSpan.FromHours(1)), CancellationToken.None);

        Assert.Equal(Token, (await JoinInfo().DescribeAsync(new JoinInfoRequest { Token = "abcdef" }, CancellationToken.None)).Line.Token);
        Assert.Equal(Token, (await JoinInfo().DescribeAsync(new JoinInfoRequest { Token = Token }, CancellationToken.None)).Line.Token);
        var error = await Assert.ThrowsAsync<KubeadmException>(() => JoinInfo().DescribeAsync(new JoinInfoRequest { Token = "abcdef.0123456789abcdee" }, CancellationToken.None));
        Assert.Equal("TokenNotFound", error.ErrorId);
        Assert.DoesNotContain("0123456789", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_uploaded_certificates_is_told_with_their_key()
    {
        var key = CertificateKey.Create();
        var files = new Dictionary<string, byte[]> { ["ca.crt"] = CertificateEncryption.Encrypt([1, 2, 3], CertificateKey.Parse(key)) };
        await CertificatesSecret.EnsureAsync(new ApiObjects(_server.CreateClient(), new ApiRetry(TimeSpan.FromSeconds(5), _clock)), files, CertificateKey.Parse(key), CancellationToken.None);

        var info = await JoinInfo().DescribeAsync(new JoinInfoRequest { CertificateKey = key }, CancellationToken.None);

        Assert.Equal(Now.AddHours(2).UtcDateTime, info.CertificateKeyExpires);
        Assert.Equal($"{info.Command} --control-plane --certificate-key {key}", info.ControlPlaneCommand);
        Assert.Empty(_observer.Warnings);
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
    }

    private static TokenRequest Request(string token, TimeSpan ttl) => new() { Flags = new TokenFlags { Tokens = [token], Ttl = ttl } };

    private static JsonObject ApiJsonOf(V1Secret secret) => JsonNode.Parse(KubernetesJson.Serialize(secret))!.AsObject();

    private void WriteKubeconfig(string authority) => _node.Memory.Add(Path, $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: c
          cluster:
            server: https://cluster.example.com:6443
            {authority}
        contexts:
        - name: x
          context:
            cluster: c
            user: u
        current-context: x
        """);

    private ClusterTokens Tokens(params DelegatingHandler[] handlers) => new(Ports(handlers), _observer);

    private ClusterJoinInfo JoinInfo() => new(Ports(), _observer);

    private EnginePorts Ports(params DelegatingHandler[] handlers) => new()
    {
        Node = _node,
        ConnectRuntime = _ => throw new InvalidOperationException("no container runtime has a part in this"),
        ConnectHealth = (_, _) => throw new InvalidOperationException("no API server is asked for its health"),
        ConnectEtcd = _ => throw new InvalidOperationException("etcd has no part in this"),
        ConnectCluster = (_, _) => _server.CreateClient(handlers),
    };
}
