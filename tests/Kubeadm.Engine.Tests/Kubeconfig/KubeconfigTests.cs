using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Tests.Pki;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Kubeadm.Engine.Tests.Kubeconfig;

public sealed class KubeconfigTests : IDisposable
{
    private const string Folder = PkiCases.KubeconfigDirectory;

    private readonly MemoryFileSystem _files = new();
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly KeyFactory _keys = new();
    private readonly InitConfiguration _configuration = PkiCases.Configuration();

    private KubeconfigWriter Writer => new(_files, _clock, _keys);

    private CertificateIssuer Issuer => new(_files, _clock, _keys);

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void A_kubeconfig_is_written_byte_for_byte_as_client_go_does()
    {
        var file = KubeconfigFile.Create(
            "kubernetes",
            new KubeconfigCluster { Server = "https://[fd00::5]:6443", CertificateAuthorityData = "ca"u8.ToArray() },
            "kubernetes-admin",
            new KubeconfigUser { ClientCertificateData = "cert"u8.ToArray(), ClientKeyData = "key"u8.ToArray() });

        Assert.Equal(
            """
            apiVersion: v1
            clusters:
            - cluster:
                certificate-authority-data: Y2E=
                server: https://[fd00::5]:6443
              name: kubernetes
            contexts:
            - context:
                cluster: kubernetes
                user: kubernetes-admin
              name: kubernetes-admin@kubernetes
            current-context: kubernetes-admin@kubernetes
            kind: Config
            users:
            - name: kubernetes-admin
              user:
                client-certificate-data: Y2VydA==
                client-key-data: a2V5

            """,
            Encoding.UTF8.GetString(file.ToBytes()));
    }

    [SkippableFact]
    public void The_kubeconfig_of_cluster_info_is_kubeadms_byte_for_byte()
    {
        var text = File.ReadAllText(ReferenceData.Require("live", "after-join", "kube-public-configmaps.yaml"));
        var expected = Regex.Match(text, "kubeconfig: \\|\n(?<text>(      .*\n)+)").Groups["text"].Value.Replace("\n      ", "\n", StringComparison.Ordinal)[6..];
        var cluster = KubeconfigFile.Parse(Encoding.UTF8.GetBytes(expected), "cluster-info").Clusters[""];

        var written = KubeconfigFile.Create("kubernetes", cluster, "kubernetes-admin", new KubeconfigUser { Token = "t" }).ToClusterInfo();

        Assert.Equal(expected, Encoding.UTF8.GetString(written.ToBytes()));
    }

    [Fact]
    public void What_has_no_meaning_to_kubeadm_is_kept()
    {
        const string Text = """
            apiVersion: v1
            clusters:
            - cluster:
                insecure-skip-tls-verify: true
                server: https://a
              name: a
            contexts:
            - context:
                cluster: a
                namespace: ns
                user: u
              name: c
            current-context: c
            kind: Config
            users:
            - name: u
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  args: null
                  command: get-token
                  env: null
                  provideClusterInfo: false

            """;

        Assert.Equal(Text, Encoding.UTF8.GetString(KubeconfigFile.Parse(Encoding.UTF8.GetBytes(Text + "unknown: field\npreferences: {}\n"), "f").ToBytes()));
    }

    [Theory]
    [InlineData("clusters: 5")]
    [InlineData("clusters: [{name: a, cluster: {certificate-authority-data: '*'}}]")]
    [InlineData("users: [{name: a}, {name: a}]")]
    [InlineData("[")]
    [InlineData("text")]
    public void What_is_no_kubeconfig_is_refused_and_not_shown(string text)
    {
        var error = Assert.Throws<KubeadmException>(() => KubeconfigFile.Parse(Encoding.UTF8.GetBytes(text), "/etc/kubernetes/admin.conf"));

        Assert.Equal("InvalidKubeconfig", error.ErrorId);
        Assert.StartsWith("/etc/kubernetes/admin.conf ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_keeps_all_files_and_takes_no_key()
    {
        await Issuer.EnsureAsync("ca", _configuration, default);
        Assert.Equal(5, Writer.CountMissingKeys(_configuration, Folder));
        var first = await Writer.EnsureAllAsync(_configuration, Folder, default);
        var content = _files.ReadText($"{Folder}/admin.conf");

        var second = await Writer.EnsureAllAsync(_configuration, Folder, default);

        Assert.Equal(0, Writer.CountMissingKeys(_configuration, Folder));
        Assert.All(first.Changes, change => Assert.Equal(ChangeAction.Create, change.Action));
        Assert.All(second.Changes, change => Assert.Equal(ChangeAction.Unchanged, change.Action));
        Assert.Equal("[kubeconfig] Using existing kubeconfig file: \"/etc/kubernetes/admin.conf\"", second.Lines[0]);
        Assert.Equal(content, _files.ReadText($"{Folder}/admin.conf"));
        Assert.Equal((UnixFileMode)0b110_000_000, _files.Stat($"{Folder}/admin.conf")!.Mode);
    }

    [Fact]
    public async Task A_file_of_another_cluster_is_refused_and_one_with_another_server_kept()
    {
        await Issuer.EnsureAsync("ca", _configuration, default);
        await Writer.EnsureAllAsync(_configuration, Folder, default);
        _configuration.Cluster.ControlPlaneEndpoint = "lb.example.com";

        var result = await Writer.EnsureAsync("admin", _configuration, Folder, default);
        Assert.Contains("https://lb.example.com:6443", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty((await Writer.EnsureAsync("kubelet", _configuration, Folder, default)).Warnings);

        _files.DeleteFile($"{PkiCases.Directory}/ca.crt");
        _files.DeleteFile($"{PkiCases.Directory}/ca.key");
        await Issuer.EnsureAsync("ca", _configuration, default);
        var error = await Assert.ThrowsAsync<KubeadmException>(() => Writer.EnsureAsync("admin", _configuration, Folder, default));
        Assert.Equal("InvalidKubeconfig", error.ErrorId);
        Assert.Equal($"{Folder}/admin.conf", error.Target);
    }

    [Fact]
    public async Task Without_an_authority_nothing_is_written()
    {
        var error = await Assert.ThrowsAsync<KubeadmException>(() => Writer.EnsureAsync("admin", _configuration, Folder, default));

        Assert.Equal("CertificateNotFound", error.ErrorId);
        Assert.Empty(_files.AllFiles);
    }

    [Fact]
    public async Task With_an_external_authority_files_must_have_been_provided()
    {
        await Issuer.EnsureAsync("ca", _configuration, default);
        await Writer.EnsureAllAsync(_configuration, Folder, default);
        _files.DeleteFile($"{PkiCases.Directory}/ca.key");

        Assert.Equal("[kubeconfig] External CA mode: Using user provided admin.conf", (await Writer.EnsureAllAsync(_configuration, Folder, default)).Lines[0]);
        Assert.Empty(Writer.RequireProvided(_configuration, Folder));
        _files.DeleteFile($"{Folder}/scheduler.conf");
        var error = Assert.Throws<KubeadmException>(() => Writer.RequireProvided(_configuration, Folder));
        Assert.Equal("KubeconfigNotFound", error.ErrorId);
        Assert.Equal($"{Folder}/scheduler.conf", error.Target);
    }

    [Fact]
    public async Task The_kubelets_file_is_pointed_to_the_certificate_it_renews()
    {
        await Issuer.EnsureAsync("ca", _configuration, default);
        await Writer.EnsureAsync("kubelet", _configuration, Folder, default);
        var kubelet = new KubeletKubeconfig(_files);
        Assert.Null(kubelet.PointToRotatedCertificate($"{Folder}/kubelet.conf", _configuration.NodeRegistration));
        _configuration.NodeRegistration.KubeletExtraArgs.Add(new() { Name = "cert-dir", Value = "/srv/pki" });
        _files.Add("/srv/pki/kubelet-client-current.pem", "pem");

        var first = kubelet.PointToRotatedCertificate($"{Folder}/kubelet.conf", _configuration.NodeRegistration);
        var second = kubelet.PointToRotatedCertificate($"{Folder}/kubelet.conf", _configuration.NodeRegistration);

        Assert.Equal(ChangeAction.Update, first!.Action);
        Assert.Equal(ChangeAction.Unchanged, second!.Action);
        Assert.EndsWith(
            "  user:\n    client-certificate: /srv/pki/kubelet-client-current.pem\n    client-key: /srv/pki/kubelet-client-current.pem\n",
            _files.ReadText($"{Folder}/kubelet.conf"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_gets_a_certificate_or_a_token()
    {
        _configuration.Cluster.ControlPlaneEndpoint = "lb.example.com";
        await Issuer.EnsureAsync("ca", _configuration, default);
        using var users = new UserKubeconfigs(_files, _clock, _keys, _configuration);

        var withCertificate = await users.CreateAsync("jane", ["dev", "ops"], TimeSpan.FromHours(1), default);
        var withToken = users.CreateWithToken("robot", "secret");

        using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(withCertificate.CurrentUser!.ClientCertificateData));
        using var ca = X509Certificate2.CreateFromPem(_files.ReadText($"{PkiCases.Directory}/ca.crt"));
        Assert.Equal("jane@kubernetes", withCertificate.CurrentContext);
        Assert.Equal("https://lb.example.com:6443", withCertificate.CurrentCluster!.Server);
        Assert.Equal("jane", certificate.GetNameInfo(X509NameType.SimpleName, false));
        Assert.Equal(_clock.GetUtcNow().AddHours(1).UtcDateTime, certificate.NotAfter.ToUniversalTime());
        Assert.Equal(ca.NotBefore, certificate.NotBefore);
        Assert.True(CertificateChecks.IsIssuedBy(certificate, [], ca, _clock.GetUtcNow()));
        Assert.Equal("secret", withToken.Users["robot"].Token);
        Assert.Empty(withToken.Users["robot"].ClientKeyData);
    }

    [Fact]
    public async Task Requests_go_with_kubeconfigs_that_lack_only_the_certificates()
    {
        _configuration.Cluster.ControlPlaneEndpoint = "lb.example.com";

        var spec = KubeconfigSpecs.ForRequests(_configuration, _clock.GetUtcNow()).Single(spec => spec.Name == "kubelet");

        await new KubeconfigRequestWriter(_files, _keys).WriteAsync(spec, "kubernetes", "/out", default);

        var kubelet = KubeconfigFile.Parse(_files.ReadAllBytes("/out/kubelet.conf"), "kubelet.conf");
        Assert.Equal("https://lb.example.com:6443", kubelet.CurrentCluster!.Server);
        Assert.Empty(kubelet.CurrentCluster.CertificateAuthorityData);
        var request = CertificateRequest.LoadSigningRequestPem(_files.ReadText("/out/kubelet.conf.csr"), HashAlgorithmName.SHA256);
        Assert.Equal("CN=system:node:cp1, O=system:nodes", request.SubjectName.Name);
        using var key = KeyPem.ReadPrivate(kubelet.CurrentUser!.ClientKeyData);
        Assert.Equal(request.PublicKey.ExportSubjectPublicKeyInfo(), key!.ExportSubjectPublicKeyInfo());
    }

    [SkippableFact]
    public async Task The_inventory_lists_what_kubeadm_lists()
    {
        await Issuer.EnsureAllAsync(_configuration, default);
        await Writer.EnsureAllAsync(_configuration, Folder, default);
        _files.DeleteFile($"{PkiCases.Directory}/front-proxy-client.crt");
        _files.DeleteFile($"{PkiCases.Directory}/etcd/ca.key");

        var all = new CertificateInventory(_files, _clock).Read(_configuration.Cluster, Folder);

        var live = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(ReferenceData.Require("live", "certs-check.out")))!;
        Assert.Equal(
            live["certificates"]!.AsArray().Select(item => (item!["name"]!.ToString(), item["caName"]?.ToString()))
                .Concat(live["certificateAuthorities"]!.AsArray().Select(item => (item!["name"]!.ToString(), (string?)null))),
            all.Select(info => (info.Name, info.AuthorityName)));
        Assert.Equal(["front-proxy-client"], all.Where(info => info.IsMissing).Select(info => info.Name));
        Assert.Equal(
            ["apiserver-etcd-client", "etcd-healthcheck-client", "etcd-peer", "etcd-server", "etcd-ca"],
            all.Where(info => info.ExternallyManaged).Select(info => info.Name));
        var admin = all.Single(info => info.Name == "admin.conf");
        Assert.Equal((TimeSpan.FromDays(365), 365, admin.Path), (admin.ResidualTime, admin.DaysLeft, admin.KeyPath));
        Assert.Equal(["ca", "etcd-ca", "front-proxy-ca"], all.Where(info => info.IsAuthority).Select(info => info.Name));
        Assert.All(all.Where(info => !info.IsMissing), info => Assert.Matches("^[0-9a-f]{64} sha256:[0-9a-f]{64}$", $"{info.Thumbprint} {info.PublicKeyHash}"));
    }
}
