using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using k8s;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>
/// Says of a refusal that the client certificate has ended, where it has: the API server says "Unauthorized" only. The server's clock
/// decides whether it has, so nothing is said before it refuses.
/// </summary>
/// <param name="configuration">What the client connects with.</param>
/// <param name="clock">The time.</param>
internal sealed class ExpiredCredentialHandler(KubernetesClientConfiguration configuration, TimeProvider clock) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Unauthorized || FindEnd() is not { } ended || ended >= clock.GetUtcNow())
        {
            return answer;
        }

        answer.Dispose();
        throw ConnectionErrors.ClientCertificateExpired(ended);
    }

    /// <summary>The end of the client certificate; null where there is none, or none that can be read.</summary>
    private DateTimeOffset? FindEnd()
    {
        try
        {
            using var certificate = configuration switch
            {
                { ClientCertificateData: { Length: > 0 } data } => X509Certificate2.CreateFromPem(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(data))),
                { ClientCertificateFilePath: { Length: > 0 } path } => X509Certificate2.CreateFromPem(File.ReadAllText(path)),
                _ => null,
            };
            return certificate is null ? null : new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        }
        catch (Exception error) when (error is CryptographicException or FormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
