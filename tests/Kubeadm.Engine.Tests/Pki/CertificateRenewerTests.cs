using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Kubeadm.Engine.Tests.Pki;

public sealed class CertificateRenewerTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryFileSystem _files = new();
    private readonly FakeTimeProvider _clock = new(Now);
    private readonly KeyFactory _keys = new();
    private readonly InitConfiguration _configuration = PkiCases.Configuration();

    public void Dispose() => _keys.Dispose();

    public static TheoryData<string> Names => [.. CredentialCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_certificate_says_the_same_and_has_another_key_and_time(string name)
    {
        await MakeAsync();
        var before = Snapshot();
        using var old = Credential(name).ReadCertificate();
        _clock.Advance(TimeSpan.FromDays(200));

        await RenewAsync(name);

        using var renewed = Credential(name).ReadCertificate();
        Assert.Equal(CertificateText.Describe(old).ToJsonString(), CertificateText.Describe(renewed).ToJsonString());
        Assert.Equal((_clock.GetUtcNow().UtcDateTime.AddMinutes(-5), _clock.GetUtcNow().UtcDateTime.AddDays(365)), (renewed.NotBefore.ToUniversalTime(), renewed.NotAfter.ToUniversalTime()));
        Assert.NotEqual(old.PublicKey.EncodedKeyValue.RawData, renewed.PublicKey.EncodedKeyValue.RawData);
        CertificateChecks.RequireMatchingKey(renewed, KeyPem.ReadPrivate(KeyOf(name))!, name);
        Assert.Equal(FilesOf(name), Snapshot().Where(file => before[file.Key] != file.Value).Select(file => file.Key).Order(StringComparer.Ordinal));
        Assert.Equal(before.Keys, Snapshot().Keys);
    }

    [Theory]
    [InlineData("RSA-2048", "RSA-2048")]
    [InlineData("", "RSA-2048")]
    [InlineData("ECDSA-P384", "ECDSA-P384")]
    public async Task The_keys_algorithm_and_the_validity_are_the_configurations(string configured, string made)
    {
        await MakeAsync();
        _configuration.Cluster.EncryptionAlgorithm = configured;
        _configuration.Cluster.CertificateValidityPeriod = TimeSpan.FromHours(30);

        await RenewAsync("apiserver");

        var info = new CertificateReader(_files, _clock).Read(CertificateCatalog.Find("apiserver"), _configuration.Cluster);
        Assert.Equal((made, Now.AddHours(30).UtcDateTime), (info.KeyAlgorithm, info.NotAfter));
    }

    [Fact]
    public async Task What_others_made_keeps_its_groups_names_and_usages_in_their_order()
    {
        await MakeAsync();
        Lay("apiserver", "CN=left, OU=lost", [ClientAuthentication, "1.3.6.1.5.5.7.3.3", ServerAuthentication, "1.2.3.4"], names =>
        {
            names.AddDnsName("z.example");
            names.AddDnsName("a.example");
            names.AddDnsName("z.example");
            names.AddIpAddress(System.Net.IPAddress.Parse("192.0.2.9"));
            names.AddIpAddress(System.Net.IPAddress.Parse("192.0.2.1"));
            names.AddEmailAddress("lost@example");
        });

        await RenewAsync("apiserver");

        using var renewed = Credential("apiserver").ReadCertificate();
        Assert.Equal("CN=left", renewed.Subject);
        Assert.Equal(
            [ClientAuthentication, "1.3.6.1.5.5.7.3.3", ServerAuthentication],
            renewed.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Cast<Oid>().Select(usage => usage.Value));
        Assert.Equal("DNS names [a.example z.example] and IPs [192.0.2.9 192.0.2.1]", AlternativeNames.Of(renewed).ToString());
        Assert.DoesNotContain("lost", Encoding.Latin1.GetString(renewed.RawData), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_organizations_stay_in_the_subject()
    {
        await MakeAsync();
        var subject = SubjectOf("kubernetes-admin", ["dev", "ops"]);
        Lay("apiserver-kubelet-client", subject, [ClientAuthentication], null);

        await RenewAsync("apiserver-kubelet-client");

        using var renewed = Credential("apiserver-kubelet-client").ReadCertificate();
        Assert.Equal(subject.RawData, renewed.SubjectName.RawData);
    }

    [Theory]
    [InlineData("O=nobody", true)]
    [InlineData("CN=useless", false)]
    public async Task A_certificate_without_a_name_or_a_usage_is_refused(string subject, bool hasUsage)
    {
        await MakeAsync();
        Lay("apiserver", subject, hasUsage ? [ServerAuthentication] : [], null);

        await RefusedAsync("InvalidCertificate", "apiserver", "etcd-server");
    }

    [Fact]
    public async Task An_authority_without_its_key_changes_nothing()
    {
        await MakeAsync();
        _files.DeleteFile($"{PkiCases.Directory}/front-proxy-ca.key");

        await RefusedAsync("PrivateKeyNotFound", "apiserver", "front-proxy-client");
    }

    [Fact]
    public async Task An_authority_with_another_key_changes_nothing()
    {
        await MakeAsync();
        _files.Add($"{PkiCases.Directory}/etcd/ca.key", _files.ReadText($"{PkiCases.Directory}/ca.key"));

        await RefusedAsync("KeyMismatch", "apiserver", "etcd-server");
    }

    [Theory]
    [InlineData("certificate-authority-data")]
    [InlineData("client-certificate-data")]
    [InlineData("current-context")]
    public async Task A_kubeconfig_that_lacks_something_is_refused(string field)
    {
        await MakeAsync();
        var path = $"{PkiCases.KubeconfigDirectory}/admin.conf";
        _files.Add(path, string.Join('\n', _files.ReadText(path).Split('\n').Where(line => !line.Contains(field, StringComparison.Ordinal))));

        await RefusedAsync("InvalidKubeconfig", "apiserver", "admin.conf");
    }

    [Fact]
    public async Task A_kubeconfig_keeps_what_else_is_in_it_and_gets_the_authority_of_the_node()
    {
        await MakeAsync();
        var path = $"{PkiCases.KubeconfigDirectory}/admin.conf";
        var file = KubeconfigFile.Parse(_files.ReadAllBytes(path), path);
        file.CurrentCluster!.Server = "https://elsewhere:6443";
        file.CurrentCluster.CertificateAuthorityData = "old"u8.ToArray();
        file.Users["other"] = new KubeconfigUser { Token = "theirs" };
        _files.WriteAllBytes(path, file.ToBytes(), NodeFileModes.PublicFile);

        await RenewAsync("admin.conf");

        var renewed = KubeconfigFile.Parse(_files.ReadAllBytes(path), path);
        Assert.Equal(("https://elsewhere:6443", "theirs"), (renewed.CurrentCluster!.Server, renewed.Users["other"].Token));
        Assert.Equal(_files.ReadText($"{PkiCases.Directory}/ca.crt"), Encoding.ASCII.GetString(renewed.CurrentCluster.CertificateAuthorityData));
        Assert.Equal(NodeFileModes.PublicFile, _files.Stat(path)!.Mode);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_leaves_all_as_they_were()
    {
        await MakeAsync();
        _files.Unwritable.Add($"{PkiCases.Directory}/etcd");

        await RefusedAsync("AccessDenied", "apiserver", "etcd-server");
        Assert.Equal($"{PkiCases.Directory}/etcd/server.key", (await RefusedAsync("AccessDenied", "etcd-server")).Target);
    }

    [Fact]
    public async Task A_pair_of_which_only_the_key_was_put_in_place_is_mended_by_running_again()
    {
        await MakeAsync();
        _files.Add($"{PkiCases.Directory}/apiserver.key", _files.ReadText($"{PkiCases.Directory}/front-proxy-client.key"), NodeFileModes.PrivateFile);

        await RenewAsync("apiserver");

        using var renewed = Credential("apiserver").ReadCertificate();
        CertificateChecks.RequireMatchingKey(renewed, KeyPem.ReadPrivate(KeyOf("apiserver"))!, "apiserver");
    }

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private async Task MakeAsync()
    {
        await new CertificateIssuer(_files, _clock, _keys).EnsureAllAsync(_configuration, default);
        await new KubeconfigWriter(_files, _clock, _keys).EnsureAllAsync(_configuration, PkiCases.KubeconfigDirectory, default);
    }

    private ICredential Credential(string name) => new CredentialCatalog(_files, _clock).Find(name, _configuration);

    private Task<IReadOnlyList<string>> RenewAsync(params string[] names) =>
        new CertificateRenewer(_files, _clock, _keys).RenewAsync([.. names.Select(Credential)], _configuration.Cluster, default);

    private async Task<KubeadmException> RefusedAsync(string errorId, params string[] names)
    {
        var before = Snapshot();
        var error = await Assert.ThrowsAsync<KubeadmException>(() => RenewAsync(names));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Equal(before, Snapshot());
        return error;
    }

    private Dictionary<string, string> Snapshot() => _files.AllFiles.ToDictionary(path => path, path => $"{_files.Stat(path)!.Mode} {_files.ReadText(path)}");

    private static string[] FilesOf(string name) => name.EndsWith(".conf", StringComparison.Ordinal)
        ? [$"{PkiCases.KubeconfigDirectory}/{name}"]
        : [.. new[] { "crt", "key" }.Select(suffix => $"{PkiCases.Directory}/{CertificateCatalog.Find(name).BaseName}.{suffix}")];

    private byte[] KeyOf(string name)
    {
        var path = FilesOf(name)[^1];
        return name.EndsWith(".conf", StringComparison.Ordinal) ? KubeconfigFile.Parse(_files.ReadAllBytes(path), path).CurrentUser!.ClientKeyData : _files.ReadAllBytes(path);
    }

    /// <summary>Replaces a certificate with one of others, issued by the cluster's authority.</summary>
    private void Lay(string name, string subject, string[] usages, Action<SubjectAlternativeNameBuilder>? addNames) => Lay(name, new X500DistinguishedName(subject), usages, addNames);

    private void Lay(string name, X500DistinguishedName subject, string[] usages, Action<SubjectAlternativeNameBuilder>? addNames)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        if (usages.Length > 0)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. usages.Select(usage => new Oid(usage))], critical: true));
        }

        var names = new SubjectAlternativeNameBuilder();
        addNames?.Invoke(names);
        if (addNames is not null)
        {
            request.CertificateExtensions.Add(names.Build());
        }

        var store = new CertificateStore(_files, PkiCases.Directory);
        using var authority = store.ReadCertificate("ca");
        using var authorityKey = (ECDsa)store.ReadKey("ca");
        using var certificate = request.Create(authority.SubjectName, X509SignatureGenerator.CreateForECDsa(authorityKey), Now, Now.AddDays(10), [1, 2, 3]);
        store.WriteCertificate(CertificateCatalog.Find(name).BaseName, certificate);
    }

    /// <summary>A subject as kubeadm encodes it: all organizations in one relative name.</summary>
    private static X500DistinguishedName SubjectOf(string commonName, string[] organizations)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = CertificateBuilder.CreateRequest(new CertificateProfile { CommonName = commonName, Organizations = organizations, NotAfter = Now }, key);
        return CertificateRequest.LoadSigningRequest(request, HashAlgorithmName.SHA256).SubjectName;
    }
}
