using System.Globalization;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Tests.Pki;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Etcd;

/// <summary>Real etcd members on loopback, with the certificates that the project's own room makes, in a new folder.</summary>
internal sealed class EtcdServers : IAsyncDisposable
{
    private const string Loopback = "127.0.0.1";

    // The members listen here too, and their certificates do not name it.
    private const string Unnamed = "127.0.0.2";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, ServerProcess> _processes = [];
    private readonly Dictionary<string, (int Client, int Peer)> _ports = [];
    private readonly string _program;

    private EtcdServers(string program) => _program = program;

    private string Pki => _folder["pki"];

    public string ClientUrl(string name) => Url(Loopback, _ports[name].Client);

    public string UnnamedUrl(string name) => Url(Unnamed, _ports[name].Client);

    public string PeerUrl(string name) => Url(Loopback, _ports[name].Peer);

    /// <summary>Starts a cluster, or skips the test when etcd is not installed.</summary>
    public static async Task<EtcdServers> StartAsync(params string[] names)
    {
        var program = new LocalProcessRunner().Find("etcd");
        Skip.If(program is null, "needs the distribution's package etcd-server");
        var servers = new EtcdServers(program!);
        try
        {
            await servers.WriteCertificatesAsync();
            foreach (var name in names)
            {
                servers.ChoosePorts(name);
            }

            var cluster = names.Select(name => new EtcdPeer(name, servers.PeerUrl(name))).ToList();
            await Task.WhenAll(names.Select(name => servers.StartMemberAsync(name, cluster, isNew: true)));
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Certificates of another cluster.</summary>
    public static async Task<EtcdConnection> ForeignConnectionAsync(string endpoint)
    {
        var files = new MemoryFileSystem();
        await IssueAsync(files, PkiCases.Directory);
        return Connection(files, PkiCases.Directory, endpoint);
    }

    /// <summary>How the cluster is reached as kubeadm does, over the endpoints of these members or over those given.</summary>
    public EtcdConnection Connection(params string[] endpoints) => Connection(new LocalFileSystem(), Pki, endpoints);

    public EtcdCluster Connect(params string[] names) => new(Connection([.. names.Select(ClientUrl)]));

    /// <summary>Ports for a member that is to join.</summary>
    public void ChoosePorts(string name)
    {
        var taken = _ports.Values.SelectMany(ports => new[] { ports.Client, ports.Peer }).ToHashSet();
        int Next()
        {
            int port;
            while (!taken.Add(port = ServerProcess.FreePort()))
            {
            }

            return port;
        }

        _ports[name] = (Next(), Next());
    }

    /// <summary>Starts a member as its announcement says.</summary>
    public Task JoinAsync(string name, EtcdAnnouncement announcement) => StartMemberAsync(name, announcement.InitialCluster, isNew: false);

    /// <summary>Ends a member at once, as a machine does that loses its power.</summary>
    public ValueTask StopAsync(string name) => _processes.Remove(name, out var process) ? process.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Starts a stopped member again with its data.</summary>
    public Task RestartAsync(string name) => StartMemberAsync(name, [new EtcdPeer(name, PeerUrl(name))], isNew: false);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values)
        {
            await process.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StartMemberAsync(string name, IReadOnlyList<EtcdPeer> cluster, bool isNew)
    {
        var client = _ports[name].Client.ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            $"--name={name}", $"--data-dir={_folder[name]}",
            $"--listen-client-urls={ClientUrl(name)},https://{Unnamed}:{client}", $"--advertise-client-urls={ClientUrl(name)}",
            $"--listen-peer-urls={PeerUrl(name)}", $"--initial-advertise-peer-urls={PeerUrl(name)}",
            $"--initial-cluster={string.Join(',', cluster.Select(peer => $"{peer.Name}={peer.PeerUrl}"))}",
            $"--initial-cluster-state={(isNew ? "new" : "existing")}",
            $"--cert-file={Pki}/etcd/server.crt", $"--key-file={Pki}/etcd/server.key",
            $"--peer-cert-file={Pki}/etcd/peer.crt", $"--peer-key-file={Pki}/etcd/peer.key",
            $"--trusted-ca-file={Pki}/etcd/ca.crt", $"--peer-trusted-ca-file={Pki}/etcd/ca.crt",
            "--client-cert-auth=true", "--peer-client-cert-auth=true", "--logger=zap",
        ];
        var process = await ServerProcess.StartAsync(_program, arguments, () => HasLeaderAsync(name));
        lock (_processes)
        {
            _processes[name] = process;
        }
    }

    private async Task<bool> HasLeaderAsync(string name)
    {
        await using var cluster = Connect(name);
        try
        {
            return (await cluster.GetStatusAsync(ClientUrl(name), default)).Leader != 0;
        }
        catch (KubeadmException)
        {
            return false;
        }
    }

    private async Task WriteCertificatesAsync()
    {
        var files = new LocalFileSystem();
        files.CreateDirectory(Pki, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await IssueAsync(files, Pki);
    }

    private static async Task IssueAsync(INodeFileSystem files, string directory)
    {
        var configuration = Configuration(directory);
        using var keys = new KeyFactory();
        var issuer = new CertificateIssuer(files, TimeProvider.System, keys);
        foreach (var name in new[] { "etcd-ca", "etcd-server", "etcd-peer", "etcd-healthcheck-client" })
        {
            await issuer.EnsureAsync(name, configuration, default);
        }
    }

    private static InitConfiguration Configuration(string directory)
    {
        var configuration = PkiCases.Configuration();
        configuration.Cluster.CertificatesDir = directory;
        return configuration;
    }

    private static EtcdConnection Connection(INodeFileSystem files, string directory, params string[] endpoints) => new(
        endpoints,
        files.ReadAllBytes($"{directory}/etcd/ca.crt"),
        files.ReadAllBytes($"{directory}/etcd/healthcheck-client.crt"),
        files.ReadAllBytes($"{directory}/etcd/healthcheck-client.key"));

    private static string Url(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"https://{host}:{port}");
}
