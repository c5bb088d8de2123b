using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Kubeadm.PowerShell.Tests;

/// <summary>As much of an API server, on loopback, as a command speaks to, and a kubeconfig for it.</summary>
public abstract class LoopbackApiServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly TemporaryFolder _folder = new();
    private Task _answering = Task.CompletedTask;

    protected LoopbackApiServer()
    {
        Endpoint = $"127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add($"http://{Endpoint}/");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = new CertificateRequest("CN=kubernetes", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        CaCertHash = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(authority.PublicKey.ExportSubjectPublicKeyInfo()));
        var pem = Convert.ToBase64String(Encoding.ASCII.GetBytes(authority.ExportCertificatePem()));
        Kubeconfig = _folder.Write("config", $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: c
              cluster:
                server: http://{Endpoint}
                certificate-authority-data: {pem}
            users:
            - name: u
              user:
                token: for-a-test
            contexts:
            - name: x
              context:
                cluster: c
                user: u
            current-context: x
            """);
    }

    /// <summary>Host and port.</summary>
    public string Endpoint { get; }

    /// <summary>The hash of the CA in the kubeconfig.</summary>
    public string CaCertHash { get; }

    /// <summary>The path of a kubeconfig for this server.</summary>
    public string Kubeconfig { get; }

    public void Dispose()
    {
        _listener.Close();
        _answering.Wait();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Begins to answer; what answers must be complete by then.</summary>
    protected void Start()
    {
        _listener.Start();
        _answering = Task.Run(AnswerAllAsync);
    }

    /// <summary>Answers a request.</summary>
    protected abstract Task<(HttpStatusCode Status, JsonObject Body)> AnswerAsync(HttpListenerRequest request);

    /// <summary>A refusal.</summary>
    protected static (HttpStatusCode Status, JsonObject Body) Refuse(HttpStatusCode status, string reason, string message) => (status, new JsonObject
    {
        ["apiVersion"] = "v1", ["kind"] = "Status", ["status"] = "Failure", ["reason"] = reason, ["code"] = (int)status, ["message"] = message,
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AnswerAllAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var (status, body) = await AnswerAsync(context.Request);
            try
            {
                context.Response.StatusCode = (int)status;
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body.ToJsonString()));
                context.Response.Close();
            }
            catch (Exception error) when (error is HttpListenerException or IOException)
            {
                // A command that ends does not wait for answers that it no longer needs.
            }
        }
    }
}
