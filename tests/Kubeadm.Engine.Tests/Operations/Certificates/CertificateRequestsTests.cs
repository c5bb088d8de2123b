using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Operations.Certificates;

public sealed class CertificateRequestsTests
{
    internal const string Configuration = """
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: InitConfiguration
        nodeRegistration: {name: cp1}
        localAPIEndpoint: {advertiseAddress: 192.0.2.2}
        ---
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: ClusterConfiguration
        kubernetesVersion: v1.36.3
        encryptionAlgorithm: ECDSA-P256
        controlPlaneEndpoint: lb.example.com
        """;

    private readonly FakeNode _node = new();
    private readonly RecordingObserver _observer = new();

    [Fact]
    public async Task Each_leaf_and_each_kubeconfig_has_its_key_and_its_request_where_kubeadm_puts_them()
    {
        var made = await CreateAsync();

        Assert.Equal(CertificateRequests.Names, made.Select(request => request.Name));
        Assert.Equal(12, made.Count);
        Assert.Equal(24, _node.Memory.AllFiles.Count);
        Assert.All(_node.Memory.AllFiles, path => Assert.Equal(NodeFileModes.PrivateFile, _node.Memory.Stat(path)!.Mode));
        Assert.Equal(("/etc/kubernetes/pki/etcd/peer.csr", "/etc/kubernetes/pki/etcd/peer.key", "etcd-ca"), Places(made, "etcd-peer"));
        Assert.Equal(("/etc/kubernetes/kubelet.conf.csr", "/etc/kubernetes/kubelet.conf", "ca"), Places(made, "kubelet.conf"));
    }

    [Fact]
    public async Task An_object_says_what_the_request_in_its_file_says_and_what_it_does_not()
    {
        var made = await CreateAsync();

        Assert.All(made, told =>
        {
            var request = CertificateRequest.LoadSigningRequestPem(
                _node.Memory.ReadText(told.Path), HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
            Assert.Equal((request.SubjectName.Name, "ECDSA-P256"), (told.Subject, told.KeyAlgorithm));
            Assert.Equal(PublicKeyPin.Of(request.PublicKey.ExportSubjectPublicKeyInfo()), told.PublicKeyHash);
            var names = request.CertificateExtensions.Select(extension => new X509SubjectAlternativeNameExtension(extension.RawData, extension.Critical));
            Assert.Equal(names.SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString()))), told.Names);
        });
        Assert.Equal(["Server", "Client"], made.Single(request => request.Name == "etcd-server").Usages);
        Assert.Equal(["Client"], made.Single(request => request.Name == "admin.conf").Usages);
        Assert.Contains("lb.example.com", made[0].Names);
    }

    [Fact]
    public async Task The_key_of_a_request_is_beside_it_or_in_its_kubeconfig()
    {
        var made = await CreateAsync();

        Assert.All(made, told =>
        {
            var content = _node.Memory.ReadAllBytes(told.KeyPath);
            var pem = told.Name.EndsWith(".conf", StringComparison.Ordinal) ? KubeconfigFile.Parse(content, told.KeyPath).CurrentUser!.ClientKeyData : content;
            using var key = KeyPem.ReadPrivate(pem);
            Assert.Equal(told.PublicKeyHash, PublicKeyPin.Of(key!.ExportSubjectPublicKeyInfo()));
        });
    }

    [Theory]
    [InlineData("/etc/kubernetes/pki/etcd/server.key")]
    [InlineData("/etc/kubernetes/pki/apiserver.csr")]
    [InlineData("/etc/kubernetes/scheduler.conf")]
    [InlineData("/etc/kubernetes/scheduler.conf.csr")]
    [InlineData("/etc/kubernetes/scheduler.conf.key")]
    public async Task What_is_in_the_way_keeps_everything_from_being_written(string path)
    {
        _node.Memory.Add(path, "old");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => CreateAsync());

        Assert.Equal(("FileExists", path), (error.ErrorId, error.Target));
        Assert.Equal([path], _node.Memory.AllFiles);
        Assert.Equal("FileExists", (await Assert.ThrowsAsync<KubeadmException>(() => Requests().PlanAsync(Request(), default))).ErrorId);
    }

    [Fact]
    public async Task Those_that_are_named_are_made_and_what_others_have_is_not_in_their_way()
    {
        _node.Memory.Add("/etc/kubernetes/pki/apiserver.key", "old");

        var made = await CreateAsync(Request() with { Names = ["admin.conf", "etcd-peer"] });

        Assert.Equal(["etcd-peer", "admin.conf"], made.Select(request => request.Name));
        Assert.Equal(
            ["generating keys and CSRs in /etc/kubernetes/pki", "  etcd/peer", "generating keys and CSRs in /etc/kubernetes", "  admin.conf"], _observer.Lines);
    }

    [Theory]
    [InlineData("ca")]
    [InlineData("sa")]
    [InlineData("Apiserver")]
    public async Task What_has_no_request_is_told_with_the_names_there_are(string name)
    {
        var error = await Assert.ThrowsAsync<KubeadmException>(() => CreateAsync(Request() with { Names = ["apiserver", name] }));

        Assert.Equal(("UnknownCertificate", name), (error.ErrorId, error.Target));
        Assert.Contains("super-admin.conf", error.Remedy, StringComparison.Ordinal);
        Assert.Empty(_node.Memory.AllFiles);
    }

    [Fact]
    public async Task Folders_that_are_given_count_before_the_configurations()
    {
        var made = await CreateAsync(Request() with { CertificatesDir = "/a/pki", KubeconfigDirectory = "/a/kc" });

        Assert.All(made, request => Assert.StartsWith("/a/", request.Path, StringComparison.Ordinal));
        var plan = await Requests().PlanAsync(Request() with { CertificatesDir = "/b/pki", KubeconfigDirectory = "/b/kc" }, default);
        Assert.Equal(made.Select(request => (request.Name, request.Path.Replace("/a/", "/b/", StringComparison.Ordinal))), plan);
    }

    [Fact]
    public async Task A_dry_run_writes_to_its_folder_alone()
    {
        using var folder = new TemporaryFolder();

        var made = await CreateAsync(Request() with { DryRun = true, DryRunPath = Path.Combine(folder.Path, "run") });

        Assert.Equal(12, made.Count);
        Assert.Empty(_node.Memory.AllFiles);
        Assert.True(File.Exists(Path.Combine(folder.Path, "run/root/etc/kubernetes/pki/apiserver.csr")));
    }

    private static (string Path, string KeyPath, string Authority) Places(IEnumerable<KubeCertificateRequest> made, string name) =>
        made.Where(request => request.Name == name).Select(request => (request.Path, request.KeyPath, request.AuthorityName)).Single();

    private static GenerateCsrRequest Request() => new() { Configuration = Configuration };

    private Task<IReadOnlyList<KubeCertificateRequest>> CreateAsync(GenerateCsrRequest? request = null) => Requests().CreateAsync(request ?? Request(), default);

    private CertificateRequests Requests() => new(CertificateImportCase.Ports(_node), _observer);
}
