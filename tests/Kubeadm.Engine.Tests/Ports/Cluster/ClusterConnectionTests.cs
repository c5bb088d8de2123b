using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Tests.Ports.Cluster;

/// <summary>Connections to a small TLS server of the test's own that wants a client certificate.</summary>
public sealed class ClusterConnectionTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly X509Certificate2 _authority;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private string? _client;

    public ClusterConnectionTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kubernetes", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(Now.AddMinutes(-5), Now.AddHours(1));
        _listener.Start();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_certificates_of_both_kinds_of_keys_are_sent(bool ecdsa)
    {
        var serving = ServeAsync("127.0.0.1");

        var space = await Connect(ecdsa, _authority).CoreV1.ReadNamespaceAsync("default");

        Assert.Equal("default", space.Metadata.Name);
        Assert.Equal("CN=admin", _client);
        Assert.False(serving.IsFaulted);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_at_once()
    {
        _ = ServeAsync("192.0.2.9");
        await RefusedAsync(Connect(true, _authority));
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused_at_once()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kubernetes", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var other = request.CreateSelfSigned(Now.AddMinutes(-5), Now.AddHours(1));
        _ = ServeAsync("127.0.0.1");
        await RefusedAsync(Connect(true, other));
    }

    [Fact]
    public async Task A_certificate_that_has_ended_is_told_with_its_end_and_who_renews_it()
    {
        _ = ServeAsync("127.0.0.1", lasting: TimeSpan.FromMinutes(-2));

        var error = await Assert.ThrowsAsync<KubeadmException>(() => ReadAsync(Connect(true, _authority)));

        Assert.Equal("ServerCertificateExpired", error.ErrorId);
        Assert.Matches(@"\Acannot read: the API server's certificate ended on \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\z", error.Message);
        Assert.Contains("Renew the certificate apiserver", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("a text")]
    [InlineData("{}")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n")]
    [InlineData("kind: [Config]")]
    [InlineData("current-context: x\ncontexts: null\nclusters: null\nusers: null\n")]
    [InlineData("current-context: x\ncontexts: [null]\n")]
    [InlineData("current-context: x\ncontexts: [{name: x}]\n")]
    [InlineData("current-context: x\ncontexts: [{name: x, context: {cluster: c, user: u}}]\nclusters: [null]\n")]
    [InlineData("current-context: x\ncontexts: [{name: x, context: {cluster: c, user: u}}]\nclusters: [{name: c}]\n")]
    [InlineData("current-context: x\ncontexts: [{name: x, context: {cluster: c, user: u}}]\nclusters: [{name: c, cluster: {}}]\n")]
    [InlineData("current-context: x\ncontexts: [{name: x, context: {cluster: c, user: u}}]\nclusters: [{name: c, cluster: {server: ''}}]\nusers: [{name: u}]\n")]
    public void A_kubeconfig_that_is_none_is_told_without_the_platforms_own_words(string text)
    {
        var error = Assert.Throws<KubeadmException>(() => ClusterConnection.Connect(text));

        Assert.Equal("InvalidKubeconfig", error.ErrorId);
        Assert.StartsWith("the kubeconfig cannot be used: ", error.Message, StringComparison.Ordinal);
        foreach (var foreign in new[] { "Parameter '", "Object reference", "Exception", "System.", "k8s." })
        {
            Assert.DoesNotContain(foreign, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_broken_kubeconfig_is_an_error_for_people()
    {
        var error = Assert.Throws<KubeadmException>(() => ClusterConnection.Connect("apiVersion: v1\nkind: Config\ncurrent-context: nowhere\n"));
        Assert.Equal("InvalidKubeconfig", error.ErrorId);
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _authority.Dispose();
        _end.Dispose();
    }

    private static async Task RefusedAsync(IKubernetes api)
    {
        var error = await Assert.ThrowsAsync<KubeadmException>(() => ReadAsync(api));
        Assert.Equal("ApiServerUnreachable", error.ErrorId);
        Assert.Contains("not trusted", error.Message, StringComparison.Ordinal);
    }

    private static Task<V1Namespace> ReadAsync(IKubernetes api) => new ApiRetry(TimeSpan.FromMinutes(5))
        .RunAsync("read", ct => api.CoreV1.ReadNamespaceAsync("default", cancellationToken: ct), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));

    private IKubernetes Connect(bool ecdsa, X509Certificate2 authority)
    {
        using AsymmetricAlgorithm key = ecdsa ? ECDsa.Create(ECCurve.NamedCurves.nistP384) : RSA.Create(2048);
        using var certificate = Issue("CN=admin", key, null);
        var pem = key switch { ECDsa e => e.ExportECPrivateKeyPem(), RSA r => r.ExportRSAPrivateKeyPem(), _ => "" };
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        return ClusterConnection.Connect($$$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "https://10.255.255.1:1", certificate-authority-data: {{{Base64(authority.ExportCertificatePem())}}} } }]
            users: [{name: u, user: {client-certificate-data: {{{Base64(certificate.ExportCertificatePem())}}}, client-key-data: {{{Base64(pem)}}} } }]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            """, new ConnectOptions { ServerOverride = new Uri($"https://127.0.0.1:{port}") });
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private X509Certificate2 Issue(string subject, AsymmetricAlgorithm key, string? serverAddress, TimeSpan? lasting = null)
    {
        var request = key is ECDsa ecdsa
            ? new CertificateRequest(subject, ecdsa, HashAlgorithmName.SHA256)
            : new CertificateRequest(subject, (RSA)key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (serverAddress is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Parse(serverAddress));
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        }

        var generator = X509SignatureGenerator.CreateForECDsa(_authority.GetECDsaPrivateKey()!);
        return request.Create(_authority.SubjectName, generator, Now.AddMinutes(-5), Now + (lasting ?? TimeSpan.FromMinutes(30)), RandomNumberGenerator.GetBytes(8));
    }

    private async Task ServeAsync(string address, TimeSpan? lasting = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var bare = Issue("CN=kube-apiserver", key, address, lasting);
        using var certificate = bare.CopyWithPrivateKey(key);
        using var connection = await _listener.AcceptTcpClientAsync(_end.Token);
        await using var tls = new SslStream(connection.GetStream(), false, (_, client, _, _) =>
        {
            _client = client?.Subject;
            return client is not null;
        });
        await tls.AuthenticateAsServerAsync(certificate, clientCertificateRequired: true, checkCertificateRevocation: false);
        var buffer = new byte[8192];
        _ = await tls.ReadAsync(buffer, _end.Token);
        const string Body = """{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"default"}}""";
        await tls.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"), _end.Token);
    }
}
