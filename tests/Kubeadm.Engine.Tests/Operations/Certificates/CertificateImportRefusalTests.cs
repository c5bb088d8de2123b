using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Tests.Pki;

namespace Kubeadm.Engine.Tests.Operations.Certificates;

/// <summary>Signed certificates that are not what was asked for, or that nothing here asked for.</summary>
public sealed class CertificateImportRefusalTests : CertificateImportCase
{
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
        Assert.Same(error, Assert.Throws<CertificateRejectedException>(() => signed.Install(Observer)));
        Node.Memory.DeleteFile($"/in/{name}.pem");
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public async Task One_of_an_earlier_request_is_told_by_its_subject()
    {
        await RequestAsync("apiserver");
        var earlier = Signed("apiserver");
        Node.Memory.DeleteFile($"{Pki}/apiserver.csr");
        Node.Memory.DeleteFile($"{Pki}/apiserver.key");
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
        Node.Memory.DeleteFile(missing);

        var error = (CertificateRejectedException)Assert.Single((await OpenAsync()).Check(Signed(name))).Rejection!;

        Assert.Contains(problem, Assert.Single(error.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apiserver", "/etc/kubernetes/pki/apiserver.key", "/etc/kubernetes/pki/front-proxy-client.key", "is not the private key of the request")]
    [InlineData("scheduler.conf", "/etc/kubernetes/scheduler.conf", "/etc/kubernetes/admin.conf", "does not hold the private key of the request")]
    public async Task With_another_key_in_its_place_none_is_installed(string name, string path, string other, string problem)
    {
        await RequestAsync();
        Node.Memory.Add(path, Node.Memory.ReadText(other), NodeFileModes.PrivateFile);

        var error = (CertificateRejectedException)Assert.Single((await OpenAsync()).Check(Signed(name))).Rejection!;

        Assert.EndsWith(problem, Assert.Single(error.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kubeconfig_that_trusts_another_authority_takes_none()
    {
        await RequestAsync("admin.conf");
        var file = Kubeconfig("admin.conf");
        file.CurrentCluster!.CertificateAuthorityData = Encoding.ASCII.GetBytes(Authorities["etcd-ca"].Pem);
        Node.Memory.WriteAllBytes("/etc/kubernetes/admin.conf", file.ToBytes(), NodeFileModes.PrivateFile);

        var error = Assert.Single((await OpenAsync()).Check(Signed("admin.conf"))).Rejection!;

        Assert.Contains("it trusts another authority than the cluster's", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_certificate_is_told_with_what_to_do()
    {
        await RequestAsync("apiserver");
        Node.Memory.Add("/in/x.der", "0\u0082");

        var error = Assert.Throws<KubeadmException>(() => OpenAsync().GetAwaiter().GetResult().Check("/in/x.der"));

        Assert.Equal(("InvalidSignedCertificate", "/in/x.der"), (error.ErrorId, error.Target));
        Assert.Contains("openssl x509 -inform der", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_cannot_be_read_is_told_of_and_hides_no_other()
    {
        await RequestAsync("apiserver", "etcd-peer");
        Node.Memory.Add($"{Pki}/etcd/peer.csr", "nonsense");

        Install("apiserver", await OpenAsync());

        Assert.Equal($"{Pki}/etcd/peer.csr: there is no PEM certificate request in it", Assert.Single(Observer.Warnings));
    }

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

    private List<string> Snapshot() => [.. Node.Memory.AllFiles.Select(path => $"{path} {Node.Memory.Stat(path)!.Mode} {Convert.ToHexString(SHA256.HashData(Node.Memory.ReadAllBytes(path)))}")];
}
