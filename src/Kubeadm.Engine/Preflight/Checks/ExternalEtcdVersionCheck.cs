using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Http;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether an external etcd is new enough. Asked only where it has HTTP endpoints.</summary>
public sealed class ExternalEtcdVersionCheck(INode node, ExternalEtcd etcd)
    : NodeCheck(CheckName, $"Use etcd {KubernetesReleases.Current.MinimumExternalEtcd} or newer, and see that the node reaches it.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "ExternalEtcdVersion";

    private const int Attempts = 3;

    private static readonly AnswerLimit Limit = new(TimeSpan.FromSeconds(10), AnswerLimit.VersionBytes);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (etcd.HttpEndpoints.Count == 0)
        {
            return;
        }

        using var client = OpenClient(findings);
        if (client is null)
        {
            return;
        }

        foreach (var endpoint in etcd.HttpEndpoints)
        {
            await LookAtAsync(client, endpoint, findings, cancellationToken);
        }
    }

    private async Task LookAtAsync(WebClient client, string endpoint, Findings findings, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(endpoint.TrimEnd('/') + "/version", UriKind.Absolute, out var url))
        {
            findings.Fail($"etcd.external.httpEndpoints: \"{endpoint}\" is not a URL");
            return;
        }

        var (text, error) = await AskAsync(client, url, cancellationToken);
        var oldest = KubernetesReleases.Current.MinimumExternalEtcd;
        if (error is not null)
        {
            findings.Fail($"etcd at {endpoint} does not tell its version: {error}");
        }
        else if (!KubernetesVersion.TryParse(text, out var version))
        {
            findings.Fail($"etcd at {endpoint} has the version \"{text}\", which cannot be read");
        }
        else if (version < KubernetesVersion.Parse(oldest))
        {
            findings.Fail($"etcd at {endpoint} has version {version}; {oldest} or newer is needed");
        }
    }

    private async Task<(string? Version, string? Error)> AskAsync(WebClient client, Uri url, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            string error;
            try
            {
                var answer = await client.GetAsync(url, cancellationToken);
                if (answer.Status < 500)
                {
                    return (JsonSerializer.Deserialize<JsonObject>(answer.Body)?["etcdserver"]?.ToString() ?? "", null);
                }

                error = $"it answers with status {answer.Status}";
            }
            catch (TimeoutException e)
            {
                error = e.Message;
            }
            catch (Exception e) when (e is HttpRequestException or JsonException
                || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                error = e.GetBaseException().Message;
            }

            if (attempt == Attempts)
            {
                return (null, error);
            }

            await Task.Delay(Pause, node.Clock, cancellationToken);
        }
    }

    private WebClient? OpenClient(Findings findings)
    {
        try
        {
            X509Certificate2Collection? authorities = etcd.CaFile.Length > 0 ? [.. CertificatePem.Read(node.Files.ReadAllBytes(etcd.CaFile), etcd.CaFile)] : null;
            var identity = etcd.CertFile.Length > 0 && etcd.KeyFile.Length > 0
                ? X509Certificate2.CreateFromPem(ReadText(etcd.CertFile), ReadText(etcd.KeyFile))
                : null;
            return WebClient.OfTrusted(new EnvironmentProxy(node.System.GetEnvironmentVariable), authorities, identity, Limit);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or KubeadmException)
        {
            findings.Fail($"the files of etcd.external cannot be used: {e.Message}");
            return null;
        }
    }

    private string ReadText(string path) => Encoding.UTF8.GetString(node.Files.ReadAllBytes(path));
}
