using System.Text;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Tests.Pki;
using Kubeadm.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Kubeadm.Engine.Tests.Operations.Certificates;

public sealed class CertificateExpirationTests : IDisposable
{
    private const string Kubelet = "/var/lib/kubelet/pki";
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly KeyFactory _keys = new();
    private readonly FakeNode _node;
    private readonly InMemoryApiServer _server;
    private readonly RecordingObserver _observer = new();

    public CertificateExpirationTests()
    {
        _node = new FakeNode { Clock = _clock };
        _server = new InMemoryApiServer(_clock);
    }

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task An_empty_node_misses_everything_and_says_where_it_would_be()
    {
        var all = await ReadAsync();

        Assert.All(all, certificate => Assert.True(certificate.IsMissing && certificate.DaysLeft is null, certificate.Name));
        Assert.Equal(["kubelet-client", "kubelet-server"], all.TakeLast(2).Select(certificate => certificate.Name));
        Assert.Equal(16, all.Count);
        Assert.Equal("/etc/kubernetes/pki/apiserver.crt", Find(all, "apiserver").Path);
        Assert.Equal("/elsewhere/apiserver.crt", Find(await ReadAsync(certificatesDir: "/elsewhere"), "apiserver").Path);
    }

    [Fact]
    public async Task The_kubelets_own_certificates_are_told_of()
    {
        await MakeAsync();
        Copy("apiserver-kubelet-client.crt", $"{Kubelet}/kubelet-client-current.pem");
        Copy("apiserver.crt", $"{Kubelet}/kubelet.crt");

        var all = await ReadAsync();

        Assert.Equal((365, "ca", $"{Kubelet}/kubelet-client-current.pem"), Facts(Find(all, "kubelet-client")));
        Assert.Equal((365, null, $"{Kubelet}/kubelet.crt"), Facts(Find(all, "kubelet-server")));
    }

    [Fact]
    public async Task A_serving_certificate_that_the_cluster_signed_goes_before_the_kubelets_own()
    {
        await MakeAsync();
        Copy("apiserver.crt", $"{Kubelet}/kubelet.crt");
        Copy("apiserver.crt", $"{Kubelet}/kubelet-server-current.pem");

        Assert.Equal((365, "ca", $"{Kubelet}/kubelet-server-current.pem"), Facts(Find(await ReadAsync(), "kubelet-server")));
    }

    [Fact]
    public async Task A_broken_file_hides_no_other()
    {
        await MakeAsync();
        Write("/etc/kubernetes/pki/apiserver.crt", "nonsense");
        Write("/etc/kubernetes/scheduler.conf", "nonsense: [");
        Write($"{Kubelet}/kubelet-client-current.pem", "nonsense");

        var all = await ReadAsync();

        Assert.Equal(["apiserver", "scheduler.conf", "kubelet-client"], all.Where(certificate => certificate.Problem is not null).Select(certificate => certificate.Name));
        Assert.Contains("/etc/kubernetes/pki/apiserver.crt", Find(all, "apiserver").Problem, StringComparison.Ordinal);
        Assert.Equal(365, Find(all, "etcd-server").DaysLeft);
    }

    [Fact]
    public async Task The_clusters_own_configuration_says_where_certificates_are_and_which_are_made()
    {
        await MakeAsync();
        await new KubeconfigWriter(_node.Files, _clock, _keys).EnsureAllAsync(PkiCases.Configuration(), PkiCases.KubeconfigDirectory, default);
        await _server.CreateClient().CoreV1.CreateNamespacedConfigMapAsync(
            new V1ConfigMap
            {
                Metadata = new() { Name = "kubeadm-config", NamespaceProperty = "kube-system" },
                Data = new Dictionary<string, string>
                {
                    ["ClusterConfiguration"] = """
                        apiVersion: kubeadm.k8s.io/v1beta4
                        kind: ClusterConfiguration
                        kubernetesVersion: v1.36.3
                        certificatesDir: /elsewhere
                        etcd: { external: { endpoints: ["https://192.0.2.9:2379"], caFile: /a, certFile: /b, keyFile: /c } }
                        """,
                },
            },
            "kube-system");

        var all = await ReadAsync();

        Assert.Empty(_observer.Warnings);
        Assert.Equal("/elsewhere/apiserver.crt", Find(all, "apiserver").Path);
        Assert.DoesNotContain(all, certificate => certificate.Name.StartsWith("etcd", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cluster_that_tells_no_configuration_is_a_warning_and_the_default_counts()
    {
        await MakeAsync();
        await new KubeconfigWriter(_node.Files, _clock, _keys).EnsureAllAsync(PkiCases.Configuration(), PkiCases.KubeconfigDirectory, default);

        var all = await ReadAsync();

        Assert.Contains("kubeadm-config", Assert.Single(_observer.Warnings), StringComparison.Ordinal);
        Assert.Equal(365, Find(all, "admin.conf").DaysLeft);
    }

    [Fact]
    public async Task A_kubeconfig_that_was_given_and_is_not_there_is_a_warning()
    {
        await ReadAsync(kubeconfig: "/nowhere");

        Assert.Contains("/nowhere", Assert.Single(_observer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_used_is_an_error() =>
        await Assert.ThrowsAnyAsync<KubeadmException>(() => ReadAsync("apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: none\n"));

    private static (int? DaysLeft, string? Authority, string Path) Facts(KubeCertificate certificate) =>
        (certificate.DaysLeft, certificate.AuthorityName, certificate.Path);

    private static KubeCertificate Find(IEnumerable<KubeCertificate> all, string name) => all.Single(certificate => certificate.Name == name);

    private Task<PkiResult> MakeAsync() => new CertificateIssuer(_node.Files, _clock, _keys).EnsureAllAsync(PkiCases.Configuration(), default);

    private void Copy(string name, string path) => Write(path, Encoding.UTF8.GetString(_node.Files.ReadAllBytes($"{PkiCases.Directory}/{name}")));

    private void Write(string path, string text)
    {
        _node.Files.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead);
        _node.Files.WriteAllBytes(path, Encoding.UTF8.GetBytes(text), UnixFileMode.UserRead);
    }

    private Task<IReadOnlyList<KubeCertificate>> ReadAsync(string? configuration = null, string? certificatesDir = null, string? kubeconfig = null)
    {
        var ports = EnginePorts.CreateLocal() with { Node = _node, ConnectCluster = (_, _) => _server.CreateClient() };
        return new CertificateExpiration(ports, _observer).ReadAsync(configuration, certificatesDir, kubeconfig, default);
    }
}
