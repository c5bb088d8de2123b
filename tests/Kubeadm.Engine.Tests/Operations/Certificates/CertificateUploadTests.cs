using System.Text.Json.Nodes;
using k8s.Models;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Operations.Tokens;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Tests.Pki;
using Kubeadm.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Kubeadm.Engine.Tests.Operations.Certificates;

public sealed class CertificateUploadTests : IAsyncLifetime, IDisposable
{
    private const string Pki = "/etc/kubernetes/pki";
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly FakeNode _node;
    private readonly InMemoryApiServer _server;
    private readonly RecordingObserver _observer = new();
    private readonly KeyFactory _keys = new();

    public CertificateUploadTests()
    {
        _node = new FakeNode { Clock = _clock };
        _server = new InMemoryApiServer(_clock);
    }

    public async Task InitializeAsync()
    {
        var configuration = PkiCases.Configuration();
        await new CertificateIssuer(_node.Memory, _clock, _keys).EnsureAllAsync(configuration, default);
        await new Engine.Kubeconfig.KubeconfigWriter(_node.Memory, _clock, _keys).EnsureAllAsync(configuration, "/etc/kubernetes", default);
        Keep("etcd: {local: {dataDir: /var/lib/etcd}}");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task What_is_uploaded_is_what_a_control_plane_that_joins_writes_down()
    {
        var upload = await UploadAsync();

        Assert.Equal((ChangeAction.Create, Now.AddHours(2).UtcDateTime, "kube-system", "kubeadm-certs"), (upload.Action, upload.CertificateKeyExpires, upload.Namespace, upload.SecretName));
        var joining = new MemoryFileSystem();
        new UploadedCertificates(joining).Restore(PkiCases.Configuration().Cluster, await SecretAsync(), CertificateKey.Parse(upload.PlainCertificateKey));
        Assert.Equal(8, joining.AllFiles.Count);
        Assert.All(joining.AllFiles, path => Assert.Equal(_node.Memory.ReadAllBytes(path), joining.ReadAllBytes(path)));
    }

    [Fact]
    public async Task The_key_is_in_the_result_and_nowhere_else()
    {
        var upload = await UploadAsync();

        Assert.Equal(CertificateKey.Size, CertificateKey.Parse(upload.PlainCertificateKey).Length);
        Assert.DoesNotContain(_observer.Lines.Concat(_observer.Details).Concat(_observer.Warnings).Append(upload.ToString()), line => line.Contains(upload.PlainCertificateKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_key_again_leaves_what_is_there_and_another_takes_its_place()
    {
        var first = await UploadAsync();

        Assert.Equal(ChangeAction.Unchanged, (await UploadAsync(new() { CertificateKey = first.PlainCertificateKey })).Action);
        var second = await UploadAsync();
        Assert.Equal(ChangeAction.Update, second.Action);
        Assert.NotEqual(first.PlainCertificateKey, second.PlainCertificateKey);
    }

    [Fact]
    public async Task The_key_of_a_file_counts_unless_another_is_given()
    {
        var (ofFile, given) = (CertificateKey.Create(), CertificateKey.Create());
        var text = $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\ncertificateKey: {ofFile}\n---\napiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\n";

        Assert.Equal(ofFile, (await UploadAsync(new() { Configuration = text })).PlainCertificateKey);
        Assert.Equal(given, (await UploadAsync(new() { Configuration = text, CertificateKey = given })).PlainCertificateKey);
    }

    [Fact]
    public async Task The_clusters_own_configuration_tells_of_an_external_etcd()
    {
        Keep("etcd: {external: {endpoints: [https://192.0.2.9:2379], caFile: /e/ca.crt, certFile: /e/client.crt, keyFile: /e/client.key}}");
        foreach (var (from, to) in new[] { ("etcd/ca.crt", "ca.crt"), ("apiserver-etcd-client.crt", "client.crt"), ("apiserver-etcd-client.key", "client.key") })
        {
            _node.Memory.Add($"/e/{to}", _node.Memory.ReadText($"{Pki}/{from}"));
        }

        await UploadAsync();

        Assert.Contains("external-etcd.key", (await SecretAsync()).Keys);
        Assert.DoesNotContain("etcd-ca.key", (await SecretAsync()).Keys);
    }

    [Theory]
    [InlineData("ca.crt", "CertificateNotFound")]
    [InlineData("sa.key", "CertificateNotFound")]
    [InlineData("etcd/ca.key", "CertificateNotFound")]
    [InlineData("ca.key", "InvalidArgument")]
    [InlineData("front-proxy-ca.key", "InvalidArgument")]
    public async Task What_others_could_not_join_with_is_not_uploaded(string missing, string id)
    {
        _node.Memory.DeleteFile($"{Pki}/{missing}");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => UploadAsync());

        Assert.Equal(id, error.ErrorId);
        Assert.Empty(_server.Writes);
    }

    [Fact]
    public async Task Certificates_of_another_cluster_than_the_kubeconfigs_are_not_uploaded()
    {
        using var other = new KeyFactory();
        await new CertificateIssuer(_node.Memory, _clock, other).EnsureAllAsync(Elsewhere(), default);

        var error = await Assert.ThrowsAsync<KubeadmException>(() => UploadAsync(new() { CertificatesDir = "/other" }));

        Assert.Equal(("CertificateAuthorityMismatch", KubernetesPaths.AdminKubeconfig), (error.ErrorId, error.Target));
        Assert.Empty(_server.Writes);
    }

    [Fact]
    public async Task A_key_that_is_none_is_told_before_anything_is_asked_and_not_shown()
    {
        _node.Memory.DeleteFile(KubernetesPaths.AdminKubeconfig);

        var error = await Assert.ThrowsAsync<KubeadmException>(() => UploadAsync(new() { CertificateKey = "c0ffee" }));

        Assert.Equal("InvalidCertificateKey", error.ErrorId);
        Assert.DoesNotContain("c0ffee", error.Message + error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_written_and_writes_nothing()
    {
        var upload = await UploadAsync(new() { DryRun = true });

        Assert.Equal(ChangeAction.Create, upload.Action);
        Assert.Empty(_server.Writes);
        Assert.Contains("[dryrun] Resource name \"kubeadm-certs\", namespace \"kube-system\"", _observer.Lines);
    }

    [Fact]
    public async Task Join_info_uploads_when_asked_and_tells_the_key()
    {
        var info = await JoinInfo().DescribeAsync(new JoinInfoRequest { UploadCerts = true, Kubeconfig = KubernetesPaths.AdminKubeconfig }, default);

        Assert.Equal(Now.AddHours(2).UtcDateTime, info.CertificateKeyExpires);
        Assert.EndsWith($"--control-plane --certificate-key {info.PlainCertificateKey}", info.ControlPlaneCommand, StringComparison.Ordinal);
        new UploadedCertificates(new MemoryFileSystem()).Restore(PkiCases.Configuration().Cluster, await SecretAsync(), CertificateKey.Parse(info.PlainCertificateKey!));
    }

    [Fact]
    public async Task Join_info_that_cannot_upload_makes_no_token()
    {
        _node.Memory.DeleteFile($"{Pki}/sa.key");

        await Assert.ThrowsAsync<KubeadmException>(() => JoinInfo().DescribeAsync(new JoinInfoRequest { UploadCerts = true, Kubeconfig = KubernetesPaths.AdminKubeconfig }, default));

        Assert.Empty(_server.Writes);
    }

    [Fact]
    public async Task A_dry_run_of_both_tells_each_write_once_and_warns_of_nothing()
    {
        await JoinInfo().DescribeAsync(new JoinInfoRequest { UploadCerts = true, Kubeconfig = KubernetesPaths.AdminKubeconfig, DryRun = true }, default);
        await JoinInfo().DescribeAsync(new JoinInfoRequest { CertificateKey = CertificateKey.Create(), Kubeconfig = KubernetesPaths.AdminKubeconfig, DryRun = true }, default);

        Assert.Single(_observer.Lines, "[dryrun] Resource name \"kubeadm-certs\", namespace \"kube-system\"");
        Assert.Empty(_observer.Warnings);
        Assert.Empty(_server.Writes);
    }

    private static Engine.Configuration.Model.InitConfiguration Elsewhere()
    {
        var configuration = PkiCases.Configuration();
        configuration.Cluster.CertificatesDir = "/other";
        return configuration;
    }

    private void Keep(string etcd) => _server.Seed("configmaps", new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = "kubeadm-config", ["namespace"] = "kube-system" },
        ["data"] = new JsonObject
        {
            ["ClusterConfiguration"] = $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\ncertificatesDir: {Pki}\n{etcd}\n",
        },
    });

    private async Task<IDictionary<string, byte[]>> SecretAsync() =>
        (await new ApiObjects(_server.CreateClient(), new ApiRetry(TimeSpan.Zero, _clock)).FindAsync<V1Secret>("kube-system", ClusterNames.KubeadmCerts, default))!.Data;

    private Task<KubeCertificateUpload> UploadAsync(CertificateUploadRequest? request = null) => new CertificateUpload(Ports(), _observer).UploadAsync(request ?? new(), default);

    private ClusterJoinInfo JoinInfo() => new(Ports(), _observer);

    private EnginePorts Ports() => CertificateImportCase.Ports(_node) with { ConnectCluster = (_, _) => _server.CreateClient() };
}
