using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Init;

/// <summary>A dry run in kubeadm's own form: files flat in one folder, what is not secret printed. And what is rendered without any folder.</summary>
public sealed class KubeadmFormDryRunTests : IDisposable
{
    private const string Configuration = """
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: ClusterConfiguration
        kubernetesVersion: v1.36.3
        encryptionAlgorithm: ECDSA-P256
        certificatesDir: /srv/pki
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingObserver _observer = new();
    private readonly FakeNode _node = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_lie_by_their_names_in_one_folder()
    {
        var cluster = await RunAsync(Request());
        var folder = cluster.DryRunPath!;
        string[] expected =
        [
            "admin.conf", "super-admin.conf", "kubelet.conf", "ca.crt", "ca.key", "sa.pub", "etcd/ca.crt", "etcd/server.key",
            "etcd.yaml", "kube-apiserver.yaml", "kube-controller-manager.yaml", "kube-scheduler.yaml",
            "config.yaml", "instance-config.yaml", "kubeadm-flags.env",
        ];
        Assert.All(expected, name => Assert.True(File.Exists(Path.Combine(folder, name)), name));
        Assert.False(Directory.Exists(Path.Combine(folder, "root")));
        Assert.False(Directory.Exists(Path.Combine(folder, "cluster")));
    }

    [Fact]
    public async Task What_is_no_secret_is_printed_as_kubeadm_prints_it()
    {
        var cluster = await RunAsync(Request() with { UploadCerts = true });
        var said = string.Join('\n', _observer.Lines);
        foreach (var (path, name) in new[] { ("/etc/kubernetes/manifests", "etcd.yaml"), ("/etc/kubernetes/manifests", "kube-apiserver.yaml"), ("/var/lib/kubelet", "config.yaml") })
        {
            var content = await File.ReadAllTextAsync(Path.Combine(cluster.DryRunPath!, name));
            Assert.Contains($"[dryrun] Would write file \"{path}/{name}\" with content:\n{content}", said, StringComparison.Ordinal);
        }

        Assert.Contains("[dryrun] Would perform action CREATE on resource \"configmaps\" in API group \"core/v1\"\n[dryrun] Attached object:\napiVersion: v1\n", said, StringComparison.Ordinal);
        Assert.Contains("[dryrun] Resource name \"node\", namespace \"\"\n[dryrun] Attached object:\n".Replace("node", cluster.NodeName, StringComparison.Ordinal), said, StringComparison.Ordinal);
        Assert.Contains("\n  ca.key: null\n", said, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", said, StringComparison.Ordinal);
        Assert.DoesNotContain("client-key-data", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_builds_on_the_credentials_of_the_first()
    {
        var folder = (await RunAsync(Request() with { Phases = ["certs/ca"] })).DryRunPath!;
        var authority = await File.ReadAllBytesAsync(Path.Combine(folder, "ca.crt"));
        await File.WriteAllTextAsync(Path.Combine(folder, "note.txt"), "a person's own");
        await RunAsync(Request() with { Phases = ["certs/apiserver"] });
        Assert.Equal(authority, await File.ReadAllBytesAsync(Path.Combine(folder, "ca.crt")));
        using var signed = CertificatePem.Read(await File.ReadAllBytesAsync(Path.Combine(folder, "apiserver.crt")), "apiserver.crt")[0];
        using var signer = CertificatePem.Read(authority, "ca.crt")[0];
        Assert.Equal(signer.Subject, signed.Issuer);
        Assert.True(File.Exists(Path.Combine(folder, "note.txt")));
    }

    [Fact]
    public async Task Add_ons_are_rendered_without_a_kubeconfig_and_without_a_trace()
    {
        var before = _node.Memory.List("/etc");
        var manifests = await new InitWorkflow(Ports(), _observer).RenderAsync(new InitRequest { Configuration = Configuration, Phases = ["addon/kube-proxy"] }, default);
        Assert.Equal(
            ["ConfigMap", "DaemonSet", "ServiceAccount", "ClusterRoleBinding", "Role", "RoleBinding"],
            manifests.Select(manifest => manifest.Split('\n').First(line => line.StartsWith("kind: ", StringComparison.Ordinal))[6..]));
        Assert.Equal(before, _node.Memory.List("/etc"));
    }

    private InitRequest Request() => new() { Configuration = Configuration, DryRun = true, DryRunPath = _folder["dry"], DryRunForm = DryRunForm.Kubeadm };

    private Task<KubeCluster> RunAsync(InitRequest request) => new InitWorkflow(Ports(), _observer).RunAsync(request, default);

    private EnginePorts Ports() => new()
    {
        Node = _node,
        ConnectRuntime = endpoint => new RecordingContainerRuntime(endpoint),
        ConnectCluster = (_, _) => throw new InvalidOperationException("a dry run connects to no cluster"),
        ConnectHealth = (_, _) => throw new InvalidOperationException("no API server is asked for its health"),
        ConnectEtcd = _ => throw new InvalidOperationException("init asks no etcd"),
        VersionResolver = VersionResolver.Offline,
    };
}
