using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Kubeadm.PowerShell.Tests;

/// <summary>As much of an API server, on loopback, as the commands about tokens speak to: the Secrets of kube-system.</summary>
public sealed class SecretServer : IDisposable
{
    private const string Secrets = "/api/v1/namespaces/kube-system/secrets";
    private readonly HttpListener _listener = new();
    private readonly TemporaryFolder _folder = new();
    private readonly SortedDictionary<string, JsonObject> _secrets = new(StringComparer.Ordinal);
    private readonly Task _answering;

    public SecretServer()
    {
        var port = FreePort();
        Endpoint = $"127.0.0.1:{port}";
        _listener.Prefixes.Add($"http://{Endpoint}/");
        _listener.Start();
        _answering = Task.Run(AnswerAsync);
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

    /// <summary>The identifiers of the tokens that are kept.</summary>
    public IReadOnlyList<string> TokenIds
    {
        get
        {
            lock (_secrets)
            {
                return [.. _secrets.Keys.Select(name => name["bootstrap-token-".Length..])];
            }
        }
    }

    /// <summary>Keeps a token.</summary>
    public void Add(string token, DateTimeOffset? expires = null, string? description = null, bool forJoining = true)
    {
        var parts = token.Split('.');
        var data = new JsonObject { ["token-id"] = Encode(parts[0]), ["token-secret"] = Encode(parts[1]) };
        if (expires is { } end)
        {
            data["expiration"] = Encode(end.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        }

        if (description is not null)
        {
            data["description"] = Encode(description);
        }

        if (forJoining)
        {
            data["usage-bootstrap-signing"] = Encode("true");
            data["usage-bootstrap-authentication"] = Encode("true");
            data["auth-extra-groups"] = Encode("system:bootstrappers:kubeadm:default-node-token");
        }

        Keep(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["type"] = "bootstrap.kubernetes.io/token",
            ["metadata"] = new JsonObject { ["name"] = "bootstrap-token-" + parts[0], ["namespace"] = "kube-system" },
            ["data"] = data,
        });
    }

    /// <summary>A field of a token's Secret.</summary>
    public string? Field(string id, string field)
    {
        lock (_secrets)
        {
            return (string?)_secrets["bootstrap-token-" + id]["data"]![field] is { } value ? Encoding.UTF8.GetString(Convert.FromBase64String(value)) : null;
        }
    }

    public void Dispose()
    {
        _listener.Close();
        _answering.Wait();
        _folder.Dispose();
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AnswerAsync()
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
            context.Response.StatusCode = (int)status;
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body.ToJsonString()));
            context.Response.Close();
        }
    }

    private async Task<(HttpStatusCode Status, JsonObject Body)> AnswerAsync(HttpListenerRequest request)
    {
        var path = request.Url!.AbsolutePath;
        var name = path.StartsWith(Secrets + "/", StringComparison.Ordinal) ? path[(Secrets.Length + 1)..] : "";
        switch (request.HttpMethod)
        {
            case "GET" when path == Secrets:
                return (HttpStatusCode.OK, List());
            case "GET" when Find(name) is { } secret:
                return (HttpStatusCode.OK, secret);
            case "POST" when path == Secrets:
                var made = (JsonObject)(await JsonNode.ParseAsync(request.InputStream))!;
                Keep(made);
                return (HttpStatusCode.Created, made);
            case "DELETE" when Find(name) is not null:
                Forget(name);
                return (HttpStatusCode.OK, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Status", ["status"] = "Success" });
            default:
                return (HttpStatusCode.NotFound, new JsonObject
                {
                    ["apiVersion"] = "v1", ["kind"] = "Status", ["status"] = "Failure", ["reason"] = "NotFound", ["code"] = 404, ["message"] = $"secrets \"{name}\" not found",
                });
        }
    }

    private JsonObject List()
    {
        lock (_secrets)
        {
            return new JsonObject { ["apiVersion"] = "v1", ["kind"] = "SecretList", ["items"] = new JsonArray([.. _secrets.Values.Select(s => s.DeepClone())]) };
        }
    }

    private JsonObject? Find(string name)
    {
        lock (_secrets)
        {
            return _secrets.GetValueOrDefault(name)?.DeepClone().AsObject();
        }
    }

    private void Keep(JsonObject secret)
    {
        lock (_secrets)
        {
            _secrets[(string)secret["metadata"]!["name"]!] = secret.DeepClone().AsObject();
        }
    }

    private void Forget(string name)
    {
        lock (_secrets)
        {
            _secrets.Remove(name);
        }
    }
}
