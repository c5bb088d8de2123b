using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Tests.Pki;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Operations.Certificates;

/// <summary>The whole way of certificates that an authority elsewhere signs: requests, signing, what comes back, and init's view of it.</summary>
public sealed class CertificateImportTests : IDisposable
{
    private const string Pki = "/etc/kubernetes/pki";

    private readonly FakeNode _node = new();
    private readonly RecordingObserver _observer = new();
    private readonly Dictionary<string, OutsideAuthority> _authorities;

    public CertificateImportTests()
    {
        _authorities = new[] { "ca", "front-proxy-ca", "etcd-ca" }.ToDictionary(name => name, name => new OutsideAuthority(name));
        _node.Memory.Add($"{Pki}/ca.crt", _authorities["ca"].Pem);
        _node.Memory.Add($"{Pki}/front-proxy-ca.crt", _authorities["front-proxy-ca"].Pem);
        _node.Memory.Add($"{Pki}/etcd/ca.crt", _authorities["etcd-ca"].Pem);
    }

    public void Dispose() => _authorities.Values.ToList().ForEach(authority => authority.Dispose());

    [Fact]
    public async Task What_comes_back_is_installed_and_init_takes_it_for_good()
    {
        await RequestAsync();
        var import = await OpenAsync();

        var installed = CertificateRequests.Names.Select(name => Assert.Single(import.Check(Signed(name))).Install(_observer)).ToList();

        Assert.Equal(CertificateRequests.Names, installed.Select(certificate => certificate.Name));
        Assert.All(installed, certificate => Assert.Equal(
            (certificate.Name.EndsWith(".conf", StringComparison.Ordinal) ? ChangeAction.Update : ChangeAction.Create, true, 364),
            (certificate.Action!.Value, certificate.ExternallyManaged, certificate.DaysLeft!.Value)));
        Assert.Equal(NodeFileModes.PublicFile, _node.Memory.Stat($"{Pki}/apiserver.crt")!.Mode);
        Assert.Equal(NodeFileModes.PrivateFile, _node.Memory.Stat("/etc/kubernetes/admin.conf")!.Mode);
        await AcceptedByInitAsync();
    }

    [Fact]
    public async Task A_kubeconfig_gets_the_certificate_and_the_authority_and_keeps_the_rest()
    {
        await RequestAsync("admin.conf");
        var before = Kubeconfig("admin.conf");

        Install("admin.conf", await OpenAsync());

        var after = Kubeconfig("admin.conf");
        Assert.Equal(before.CurrentUser!.ClientKeyData, after.CurrentUser!.ClientKeyData);
        Assert.Equal(_authorities["ca"].Pem, Encoding.ASCII.GetString(after.CurrentCluster!.CertificateAuthorityData));
        Assert.Equal(_node.Memory.ReadText("/in/admin.conf.pem"), Encoding.ASCII.GetString(after.CurrentUser.ClientCertificateData));
        Assert.Equal((before.CurrentContext, before.CurrentCluster!.Server), (after.CurrentContext, after.CurrentCluster.Server));
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_a_newer_one_takes_its_place()
    {
        await RequestAsync("apiserver", "admin.conf");
        var import = await OpenAsync();
        foreach (var name in new[] { "apiserver", "admin.conf" })
        {
            Install(name, import);

            Assert.Equal(ChangeAction.Unchanged, Assert.Single(import.Check($"/in/{name}.pem")).Install(_observer).Action);
            Assert.Equal((ChangeAction.Update, 99), Install(name, import, new SigningTerms { To = TimeSpan.FromDays(100) }) is var newer ? (newer.Action, newer.DaysLeft!.Value) : default);
        }
    }

    /// <summary>How an authority can get it wrong, and what is said of it.</summary>
    public static TheoryData<string, string, string[]> Wrong => new()
    {
        { "apiserver", "subject", ["its subject is \"CN=other\", not \"CN=kube-apiserver\""] },
        { "admin.conf", "groups", ["its subject is \"O=system:masters, O=kubeadm:cluster-admins, CN=kubernetes-admin\""] },
        { "apiserver", "names", ["it is not valid for cp1, kubernetes, kubernetes.default,", "lb.example.com, 10.96.0.1, 192.0.2.2"] },
        { "apiserver", "client only", ["its extended key usage lacks serverAuth"] },
        { "etcd-peer", "client only", ["its extended key usage lacks serverAuth"] },
        { "etcd-peer", "server only", ["its extended key usage lacks clientAuth"] },
        { "scheduler.conf", "server only", ["its extended key usage lacks clientAuth"] },
        { "front-proxy-client", "no usages", ["its key usage lacks digitalSignature", "its extended key usage lacks clientAuth"] },
        { "apiserver", "expired", ["it expired at "] },
        { "apiserver", "not yet", ["it is not valid before "] },
        { "apiserver", "authority", ["it is the certificate of an authority (CA:TRUE)"] },
        { "apiserver", "sha1", ["its signature is ", ", which Kubernetes does not accept"] },
        { "apiserver", "etcd-ca", ["it is not issued by the authority in /etc/kubernetes/pki/ca.crt"] },
        { "etcd-server", "ca", ["it is not issued by the authority in /etc/kubernetes/pki/etcd/ca.crt"] },
        { "apiserver", "everything", ["its subject is", "it is not valid for cp1", "digitalSignature", "serverAuth", "it expired at", "it is not issued by"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_bad_one_is_refused_with_all_that_is_wrong_and_changes_nothing(string name, string fault, string[] expected)
    {
        await RequestAsync();
        var before = Snapshot();

        var signed = Assert.Single((await OpenAsync()).Check(Signed(name, Terms(fault), fault is "ca" or "etcd-ca" ? fault : fault == "everything" ? "front-proxy-ca" : null)));

        var error = Assert.IsType<CertificateRejectedException>(signed.Rejection);
        Assert.Equal(("CertificateRejected", $"/in/{name}.pem"), (error.ErrorId, error.Target));
        Assert.StartsWith($"/in/{name}.pem is refused as {name}: ", error.Message, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.Contains(".csr", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(fault == "everything" ? 6 : fault is "no usages" ? 2 : 1, error.Problems.Count);
        Assert.Same(error, Assert.Throws<CertificateRejectedException>(() => signed.Install(_observer)));
        _node.Memory.DeleteFile($"/in/{name}.pem");
        Assert.Equal(before, Snapshot());
    }

    [Theory]
    [InlineData("RSA-2048", X509KeyUsageFlags.DigitalSignature, false)]
    [InlineData("ECDSA-P256", X509KeyUsageFlags.DigitalSignature, true)]
    [InlineData("ECDSA-P256", X509KeyUsageFlags.KeyEncipherment, false)]
    public async Task Only_an_RSA_key_has_to_encipher_others(string algorithm, X509KeyUsageFlags usage, bool good)
    {
        var text = CertificateRequestsTests.Configuration.Replace("ECDSA-P256", algorithm, StringComparison.Ordinal);
        await new CertificateRequests(Ports(_node), _observer).CreateAsync(new GenerateCsrRequest { Configuration = text, Names = ["apiserver"] }, default);

        Assert.Equal(good, Assert.Single((await OpenAsync()).Check(Signed("apiserver", new SigningTerms { KeyUsage = usage }))).Rejection is null);
    }

    [Fact]
    public async Task A_subject_may_be_written_in_another_order_and_encoding()
    {
        await RequestAsync("admin.conf");
        var builder = new X500DistinguishedNameBuilder();
        builder.Add("2.5.4.3", "kubernetes-admin", UniversalTagNumber.UTF8String);
        builder.Add("2.5.4.10", "kubeadm:cluster-admins", UniversalTagNumber.UTF8String);

        Install("admin.conf", await OpenAsync(), new SigningTerms { Subject = builder.Build() });
    }

    [Fact]
    public async Task An_intermediate_authority_comes_with_what_it_signed_in_any_order()
    {
        await RequestAsync("apiserver");
        using var intermediate = new OutsideAuthority("issuing", _authorities["ca"]);
        var leaf = intermediate.Sign(_node.Memory.ReadText($"{Pki}/apiserver.csr"));
        _node.Memory.Add("/in/alone.pem", leaf).Add("/in/chain.pem", intermediate.Pem + leaf);
        var import = await OpenAsync();

        Assert.Contains("put the certificates up to that of", Assert.Single(import.Check("/in/alone.pem")).Rejection!.Remedy, StringComparison.Ordinal);
        Assert.Single(import.Check("/in/chain.pem")).Install(_observer);
        Assert.Equal(leaf + intermediate.Pem, _node.Memory.ReadText($"{Pki}/apiserver.crt"));
    }

    [Fact]
    public async Task A_file_may_hold_many()
    {
        await RequestAsync("apiserver", "scheduler.conf");
        using var stranger = new OutsideAuthority("stranger");
        _node.Memory.Add("/in/all.pem", _node.Memory.ReadText(Signed("apiserver")) + stranger.Pem + _node.Memory.ReadText(Signed("scheduler.conf")));

        Assert.Equal([("apiserver", true), ("scheduler.conf", true)], (await OpenAsync()).Check("/in/all.pem").Select(signed => (signed.Name, signed.Rejection is null)));
    }

    [Fact]
    public async Task One_of_an_earlier_request_is_told_by_its_subject()
    {
        await RequestAsync("apiserver");
        var earlier = Signed("apiserver");
        _node.Memory.DeleteFile($"{Pki}/apiserver.csr");
        _node.Memory.DeleteFile($"{Pki}/apiserver.key");
        await RequestAsync("apiserver");

        var error = Assert.Single((await OpenAsync()).Check(earlier)).Rejection!;

        Assert.Equal(("CertificateRequestNotFound", KubeadmErrorKind.NotFound), (error.ErrorId, error.Kind));
        Assert.Contains($"{Pki}/apiserver.csr asks for this subject, but with another key", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/kubernetes/pki/apiserver.key", "apiserver", "the private key is not there")]
    [InlineData("/etc/kubernetes/scheduler.conf", "scheduler.conf", "/etc/kubernetes/scheduler.conf, which has its private key, is not there")]
    [InlineData("/etc/kubernetes/pki/ca.crt", "apiserver", "the certificate of its authority is not there to check it by: /etc/kubernetes/pki/ca.crt")]
    [InlineData("/etc/kubernetes/pki/ca.crt", "scheduler.conf", "the certificate of its authority is not there to check it by: /etc/kubernetes/pki/ca.crt")]
    public async Task Without_its_key_or_its_authority_none_is_installed(string missing, string name, string problem)
    {
        await RequestAsync();
        _node.Memory.DeleteFile(missing);

        var error = (CertificateRejectedException)Assert.Single((await OpenAsync()).Check(Signed(name))).Rejection!;

        Assert.Contains(problem, Assert.Single(error.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apiserver", "/etc/kubernetes/pki/apiserver.key", "/etc/kubernetes/pki/front-proxy-client.key", "is not the private key of the request")]
    [InlineData("scheduler.conf", "/etc/kubernetes/scheduler.conf", "/etc/kubernetes/admin.conf", "does not hold the private key of the request")]
    public async Task With_another_key_in_its_place_none_is_installed(string name, string path, string other, string problem)
    {
        await RequestAsync();
        _node.Memory.Add(path, _node.Memory.ReadText(other), NodeFileModes.PrivateFile);

        var error = (CertificateRejectedException)Assert.Single((await OpenAsync()).Check(Signed(name))).Rejection!;

        Assert.EndsWith(problem, Assert.Single(error.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kubeconfig_that_trusts_another_authority_takes_none()
    {
        await RequestAsync("admin.conf");
        var file = Kubeconfig("admin.conf");
        file.CurrentCluster!.CertificateAuthorityData = Encoding.ASCII.GetBytes(_authorities["etcd-ca"].Pem);
        _node.Memory.WriteAllBytes("/etc/kubernetes/admin.conf", file.ToBytes(), NodeFileModes.PrivateFile);

        var error = Assert.Single((await OpenAsync()).Check(Signed("admin.conf"))).Rejection!;

        Assert.Contains("it trusts another authority than the cluster's", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_certificate_is_told_with_what_to_do()
    {
        await RequestAsync("apiserver");
        _node.Memory.Add("/in/x.der", "0\u0082");

        var error = Assert.Throws<KubeadmException>(() => OpenAsync().GetAwaiter().GetResult().Check("/in/x.der"));

        Assert.Equal(("InvalidSignedCertificate", "/in/x.der"), (error.ErrorId, error.Target));
        Assert.Contains("openssl x509 -inform der", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_cannot_be_read_is_told_of_and_hides_no_other()
    {
        await RequestAsync("apiserver", "etcd-peer");
        _node.Memory.Add($"{Pki}/etcd/peer.csr", "nonsense");

        Install("apiserver", await OpenAsync());

        Assert.Equal($"{Pki}/etcd/peer.csr: there is no PEM certificate request in it", Assert.Single(_observer.Warnings));
    }

    internal static EnginePorts Ports(INode node) => new()
    {
        Node = node,
        ConnectRuntime = _ => throw new InvalidOperationException("no container runtime has a part in this"),
        ConnectHealth = (_, _) => throw new InvalidOperationException("no API server is asked for its health"),
        ConnectEtcd = _ => throw new InvalidOperationException("etcd has no part in this"),
        ConnectCluster = (_, _) => throw new InvalidOperationException("no cluster has a part in this"),
    };

    private static SigningTerms Terms(string fault) => fault switch
    {
        "subject" => new() { Subject = new("CN=other") },
        "groups" => new() { Subject = new("O=system:masters, O=kubeadm:cluster-admins, CN=kubernetes-admin") },
        "names" => new() { KeepsNames = false },
        "client only" => new() { Usages = [OutsideAuthority.Client] },
        "server only" => new() { Usages = [OutsideAuthority.Server] },
        "no usages" => new() { Usages = [], KeyUsage = X509KeyUsageFlags.None },
        "expired" => new() { From = TimeSpan.FromDays(-3), To = TimeSpan.FromDays(-1) },
        "not yet" => new() { From = TimeSpan.FromDays(1) },
        "authority" => new() { IsAuthority = true },
        "sha1" => new() { WithSha1 = true },
        "everything" => new() { Subject = new("CN=other"), KeepsNames = false, Usages = [OutsideAuthority.Client], KeyUsage = X509KeyUsageFlags.KeyEncipherment, From = TimeSpan.FromDays(-3), To = TimeSpan.FromDays(-1) },
        _ => new(),
    };

    private Task<IReadOnlyList<KubeCertificateRequest>> RequestAsync(params string[] names) => new CertificateRequests(Ports(_node), new RecordingObserver()).CreateAsync(
        new GenerateCsrRequest { Configuration = CertificateRequestsTests.Configuration, Names = names.Length > 0 ? names : null }, default);

    private Task<CertificateImport> OpenAsync() =>
        CertificateImport.OpenAsync(Ports(_node), _observer, new CertificateImportRequest { Configuration = CertificateRequestsTests.Configuration }, default);

    private KubeCertificate Install(string name, CertificateImport import, SigningTerms? terms = null) => Assert.Single(import.Check(Signed(name, terms))).Install(_observer);

    /// <summary>Has a request signed by its authority, or another, and lays down what comes back.</summary>
    private string Signed(string name, SigningTerms? terms = null, string? authority = null)
    {
        var spec = CertificateCatalog.All.FirstOrDefault(spec => spec.Name == name);
        var request = spec is null ? $"/etc/kubernetes/{name}.csr" : $"{Pki}/{spec.BaseName}.csr";
        var path = $"/in/{name}.pem";
        _node.Memory.Add(path, _authorities[authority ?? spec?.AuthorityName ?? "ca"].Sign(_node.Memory.ReadText(request), terms));
        return path;
    }

    private KubeconfigFile Kubeconfig(string name) => KubeconfigFile.Parse(_node.Memory.ReadAllBytes($"/etc/kubernetes/{name}"), name);

    private List<string> Snapshot() => [.. _node.Memory.AllFiles.Select(path => $"{path} {_node.Memory.Stat(path)!.Mode} {Convert.ToHexString(SHA256.HashData(_node.Memory.ReadAllBytes(path)))}")];

    /// <summary>The phases of init that make what an external authority has to provide: all of it is kept.</summary>
    private async Task AcceptedByInitAsync()
    {
        var request = new InitRequest { Configuration = CertificateRequestsTests.Configuration, Phases = ["certs", "kubeconfig"] };
        var results = await new InitWorkflow(Ports(_node), _observer).RunPhasesAsync(request, default);

        Assert.Equal(18, results.Count);
        Assert.All(results.SelectMany(result => result.Changes), change => Assert.Equal(ChangeAction.Unchanged, change.Action));
        Assert.Empty(_observer.Warnings);
    }
}
