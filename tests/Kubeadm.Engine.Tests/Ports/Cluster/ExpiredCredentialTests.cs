using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Tests.Ports.Cluster;

/// <summary>An API server that refuses who asks, with and without a reason that the client certificate tells.</summary>
public sealed class ExpiredCredentialTests
{
    [Fact]
    public async Task A_client_certificate_that_has_ended_is_told_at_once()
    {
        var (error, asked) = await AskAsync(ends: DateTimeOffset.UtcNow.AddDays(-1));

        Assert.Equal(("ClientCertificateExpired", KubeadmErrorKind.PermissionDenied), (error.ErrorId, error.Kind));
        Assert.Contains("client certificate of the kubeconfig, which ended on ", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Of_one_that_has_not_the_servers_word_is_all_that_is_known()
    {
        var (error, _) = await AskAsync(ends: DateTimeOffset.UtcNow.AddDays(1));

        Assert.Equal(ApiErrors.RequestFailed, error.ErrorId);
        Assert.Contains("Unauthorized", error.Message, StringComparison.Ordinal);
    }

    private static async Task<(KubeadmException Error, int Asked)> AskAsync(DateTimeOffset ends)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=kubernetes-admin", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(ends.AddDays(-9), ends);
        using var server = new RawServer((_, stream, stop) => stream.WriteAsync(
            "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: 53\r\nConnection: close\r\n\r\n{\"kind\":\"Status\",\"message\":\"Unauthorized\",\"code\":401}"u8.ToArray(), stop).AsTask());
        using var api = ClusterConnection.Connect($$$"""
            clusters: [{name: c, cluster: {server: "http://{{{server.Endpoint}}}"}}]
            users: [{name: u, user: {client-certificate-data: {{{Base64(certificate.ExportCertificatePem())}}}, client-key-data: {{{Base64(key.ExportPkcs8PrivateKeyPem())}}}}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            """);

        var error = await Assert.ThrowsAsync<KubeadmException>(() => new ApiRetry(TimeSpan.FromMilliseconds(200)).RunAsync("read", stop => api.CoreV1.ReadNodeAsync("cp1", cancellationToken: stop), default));
        return (error, server.Heads.Count);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
