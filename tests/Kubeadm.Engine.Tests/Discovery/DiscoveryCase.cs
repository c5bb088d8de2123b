using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Discovery;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Reporting;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Discovery;

/// <summary>A node that looks for a cluster, the cluster's server, and a clock on which waiting takes no time.</summary>
internal sealed class DiscoveryCase : IDisposable
{
    public const string TokenId = "abcdef";
    public const string Secret = "0123456789abcdef";
    public const string Token = TokenId + "." + Secret;

    public DiscoveryCase()
    {
        Server = new ClusterInfoServer(Authority.Serve());
        Configuration.Discovery.BootstrapToken = new BootstrapTokenDiscovery { Token = Token, ApiServerEndpoint = Server.Endpoint, CaCertHashes = [Authority.Pin] };
        Configuration.Discovery.TlsBootstrapToken = Token;
        Node.Clock = Clock;
    }

    public TestAuthority Authority { get; } = new();

    public ClusterInfoServer Server { get; }

    public LeapingClock Clock { get; } = new();

    public FakeNode Node { get; } = new();

    public JoinConfiguration Configuration { get; } = new();

    public BootstrapTokenDiscovery ByToken => Configuration.Discovery.BootstrapToken!;

    public List<DiscoveryNote> Notes { get; } = [];

    /// <summary>The kubeconfig that <c>cluster-info</c> of the cluster holds.</summary>
    public string Published => KubeconfigOf("https://" + Server.Endpoint, Authority.Pem);

    /// <summary>A kubeconfig as <c>cluster-info</c> holds it.</summary>
    public static string KubeconfigOf(string server, byte[] authority) => Encoding.UTF8.GetString(new KubeconfigFile
    {
        Clusters = { [""] = new KubeconfigCluster { Server = server, CertificateAuthorityData = authority } },
    }.ToBytes());

    /// <summary>A ConfigMap <c>cluster-info</c>.</summary>
    public static (int Status, string Body) ClusterInfo(string? kubeconfig, string? signature, string id = TokenId)
    {
        var data = new JsonObject();
        if (kubeconfig is not null)
        {
            data["kubeconfig"] = kubeconfig;
        }

        if (signature is not null)
        {
            data["jws-kubeconfig-" + id] = signature;
        }

        return (200, new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = "cluster-info", ["namespace"] = "kube-public" },
            ["data"] = data,
        }.ToJsonString());
    }

    /// <summary>The ConfigMap with a signature of the token (RFC 7515, HS256), made here by itself.</summary>
    public static (int Status, string Body) Signed(string kubeconfig, string secret = Secret)
    {
        static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var head = Url("""{"alg":"HS256","kid":"abcdef"}"""u8.ToArray());
        var mac = HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.ASCII.GetBytes($"{head}.{Url(Encoding.UTF8.GetBytes(kubeconfig))}"));
        return ClusterInfo(kubeconfig, $"{head}..{Url(mac)}");
    }

    /// <summary>Makes the server answer as the cluster does.</summary>
    public void ServeGenuine()
    {
        var genuine = Signed(Published);
        Server.Answer = _ => genuine;
    }

    public Task<KubeconfigFile> DiscoverAsync(Func<HttpMessageHandler>? createHandler = null, CancellationToken cancellationToken = default) =>
        new ClusterDiscovery(Node, ClusterConnection.Connect, new CallbackProgress<DiscoveryNote>(Notes.Add), createHandler)
            .DiscoverAsync(Configuration, cancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);

    /// <summary>Expects an error of this kind, which must help a person and hold no secret.</summary>
    public async Task<KubeadmException> FailsAsync(string errorId, Func<HttpMessageHandler>? createHandler = null)
    {
        var error = await Assert.ThrowsAsync<KubeadmException>(() => DiscoverAsync(createHandler));
        Assert.Equal((errorId, error.Message), (error.ErrorId, error.Message));
        Assert.False(string.IsNullOrEmpty(error.Remedy));
        Assert.DoesNotContain(Secret, error.Message + error.Remedy + error.Target + string.Concat(Notes), StringComparison.Ordinal);
        return error;
    }

    public void Dispose()
    {
        Server.Dispose();
        Authority.Dispose();
    }
}
