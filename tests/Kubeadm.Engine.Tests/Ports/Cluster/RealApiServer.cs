using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using k8s;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Tests.Ports.Cluster;

/// <summary>A real etcd and kube-apiserver on loopback, from the folder in KUBEADM_LAB; none where that is not set.</summary>
public sealed class RealApiServer : IAsyncLifetime, IDisposable
{
    private const string Token = "test-token";
    private readonly List<Process> _processes = [];
    private DirectoryInfo? _folder;

    /// <summary>Why there is no server, or null.</summary>
    public string? Missing { get; private set; }

    public string Kubeconfig { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var lab = Environment.GetEnvironmentVariable("KUBEADM_LAB");
        var (server, etcd) = (Path.Combine(lab ?? "", "bin", "v1.36", "kube-apiserver"), Path.Combine(lab ?? "", "bin", "extra", "etcd"));
        if (string.IsNullOrEmpty(lab) || !File.Exists(server) || !File.Exists(etcd))
        {
            Missing = "no kube-apiserver and etcd: set KUBEADM_LAB to a prepared lab's folder";
            return;
        }

        _folder = Directory.CreateTempSubdirectory("kubeadm-test-");
        var ports = FreePorts(3);
        Start(etcd, $"--data-dir={_folder}/etcd", $"--listen-client-urls=http://127.0.0.1:{ports[0]}", $"--advertise-client-urls=http://127.0.0.1:{ports[0]}", $"--listen-peer-urls=http://127.0.0.1:{ports[1]}", $"--initial-advertise-peer-urls=http://127.0.0.1:{ports[1]}", $"--initial-cluster=default=http://127.0.0.1:{ports[1]}");
        using var key = RSA.Create(2048);
        await File.WriteAllTextAsync($"{_folder}/sa.key", key.ExportRSAPrivateKeyPem());
        await File.WriteAllTextAsync($"{_folder}/sa.pub", key.ExportSubjectPublicKeyInfoPem());
        await File.WriteAllTextAsync($"{_folder}/tokens", $"{Token},admin,admin,system:masters\n");
        Start(server, $"--etcd-servers=http://127.0.0.1:{ports[0]}", $"--secure-port={ports[2]}", "--bind-address=127.0.0.1", $"--cert-dir={_folder}/certs", $"--token-auth-file={_folder}/tokens", "--authorization-mode=Node,RBAC", "--service-account-issuer=https://test.invalid", $"--service-account-key-file={_folder}/sa.pub", $"--service-account-signing-key-file={_folder}/sa.key", "--service-cluster-ip-range=10.96.0.0/12", "--enable-bootstrap-token-auth=true", "--enable-admission-plugins=NodeRestriction", "--allow-privileged=true", "--advertise-address=192.0.2.2");
        Kubeconfig = $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: c
              cluster:
                server: https://127.0.0.1:{ports[2]}
                insecure-skip-tls-verify: true
            users:
            - name: u
              user:
                token: {Token}
            contexts:
            - name: x
              context:
                cluster: c
                user: u
            current-context: x
            """;
    }

    public IKubernetes Connect(params DelegatingHandler[] handlers) => ClusterConnection.Connect(Kubeconfig, new ConnectOptions { Handlers = handlers });

    public Task DisposeAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }

        _processes.Clear();
        if (_folder?.Exists == true)
        {
            _folder.Delete(recursive: true);
        }
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    private void Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        _processes.Add(process);
    }
}
