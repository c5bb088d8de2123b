using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Operations.Kubeconfigs;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Tests.Pki;
using Kubeadm.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Kubeadm.Engine.Tests.Operations.Kubeconfigs;

public sealed class ClusterUserKubeconfigsTests : IDisposable
{
    private const string Configuration = """
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: ClusterConfiguration
        kubernetesVersion: v1.36.3
        clusterName: east
        controlPlaneEndpoint: lb.example.com:8443
        encryptionAlgorithm: ECDSA-P256
        certificateValidityPeriod: 48h
        """;

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeNode _node = new() { Clock = new FakeTimeProvider(Now) };
    private readonly KeyFactory _keys = new();
    private readonly RecordingObserver _observer = new();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task A_user_gets_a_certificate_of_the_clusters_authority_with_groups_and_its_own_validity()
    {
        var made = Assert.Single(await CreateAsync(Request(new UserCredential("jane") { Organizations = ["dev", "ops"], Validity = TimeSpan.FromHours(3) })));

        var file = KubeconfigFile.Parse(Encoding.UTF8.GetBytes(made.PlainContent), "jane");
        using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(file.CurrentUser!.ClientCertificateData));
        using var authority = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(_node.Files.ReadAllBytes("/etc/kubernetes/pki/ca.crt")));
        Assert.Equal(("jane@east", "https://lb.example.com:8443"), (file.CurrentContext, made.Server));
        Assert.Equal("CN=jane, O=dev + O=ops", certificate.Subject);
        Assert.Equal(authority.SubjectName.RawData, certificate.IssuerName.RawData);
        Assert.Equal((Now.AddHours(3), made.Expires), (new DateTimeOffset(certificate.NotAfter.ToUniversalTime()), (DateTimeOffset?)Now.AddHours(3)));
        Assert.Null(made.Path);
    }

    [Fact]
    public async Task Without_a_validity_of_its_own_a_year_counts_and_not_the_clusters_period_as_in_kubeadm() =>
        Assert.Equal(Now.AddDays(365).UtcDateTime, Assert.Single(await CreateAsync(Request("jane"))).Expires);

    [Theory]
    [InlineData(365, false)]
    [InlineData(366, true)]
    public async Task More_than_a_year_is_warned_of(int days, bool warned)
    {
        await CreateAsync(Request(new UserCredential("jane") { Validity = TimeSpan.FromDays(days) }));

        Assert.Equal(warned, _observer.Warnings.Any(warning => warning.Contains("8784h0m0s", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_token_needs_no_key_and_is_never_warned_of()
    {
        var made = Assert.Single(await CreateAsync(Request(new UserCredential("jane") { Token = "s3cr3t", Validity = TimeSpan.FromDays(3650) })));

        Assert.Contains("token: s3cr3t", made.PlainContent, StringComparison.Ordinal);
        Assert.Null(made.Expires);
        Assert.Empty(_observer.Warnings);
    }

    [Fact]
    public async Task Files_are_their_owners_alone_in_the_order_of_the_names()
    {
        var made = await CreateAsync(Request("zoe", "abe") with { OutputDirectory = "/out" });

        Assert.Equal(["/out/zoe.conf", "/out/abe.conf"], made.Select(config => config.Path));
        Assert.All(made, config =>
        {
            Assert.Equal(config.PlainContent, Encoding.UTF8.GetString(_node.Files.ReadAllBytes(config.Path!)));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, _node.Files.Stat(config.Path!)!.Mode);
        });
    }

    [Theory]
    [InlineData("KubeconfigExists", "new", "old")]
    [InlineData("KubeconfigExists", "new", "NEW")]
    [InlineData("InvalidClientName", "new", "a/b")]
    [InlineData("InvalidClientName", "new", "")]
    public async Task Names_that_cannot_all_become_files_leave_everything_as_it_was(string id, params string[] names)
    {
        _node.Files.CreateDirectory("/out", UnixFileMode.UserRead);
        _node.Files.WriteAllBytes("/out/old.conf", [1], UnixFileMode.UserRead);

        var error = await Assert.ThrowsAsync<KubeadmException>(() => CreateAsync(Request(names) with { OutputDirectory = "/out" }));

        Assert.Equal(id, error.ErrorId);
        Assert.NotNull(error.Remedy);
        Assert.Equal([1], _node.Files.ReadAllBytes("/out/old.conf"));
        Assert.False(_node.Files.FileExists("/out/new.conf"));
    }

    [Fact]
    public async Task Without_the_authoritys_key_there_is_an_error_that_names_it()
    {
        await MakeAuthorityAsync();
        _node.Files.DeleteFile("/etc/kubernetes/pki/ca.key");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => new ClusterUserKubeconfigs(Ports, _observer).CreateAsync(Request("jane"), default));

        Assert.Contains("/etc/kubernetes/pki/ca.key", error.Message, StringComparison.Ordinal);
    }

    private EnginePorts Ports => EnginePorts.CreateLocal() with { Node = _node };

    private static UserKubeconfigRequest Request(params string[] names) => Request([.. names.Select(name => new UserCredential(name))]);

    private static UserKubeconfigRequest Request(params UserCredential[] users) => new() { Users = users, Configuration = Configuration };

    private async Task<IReadOnlyList<KubeConfig>> CreateAsync(UserKubeconfigRequest request)
    {
        await MakeAuthorityAsync();
        return await new ClusterUserKubeconfigs(Ports, _observer).CreateAsync(request, default);
    }

    private Task<PkiResult> MakeAuthorityAsync() =>
        new CertificateIssuer(_node.Files, _node.Clock, _keys).EnsureAllAsync(PkiCases.Configuration(), default);
}
