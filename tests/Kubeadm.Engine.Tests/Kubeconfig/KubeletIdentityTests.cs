using System.Text;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Tests.Discovery;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Kubeconfig;

public sealed class KubeletIdentityTests : IDisposable
{
    private const string Path = "/etc/kubernetes/kubelet.conf";
    private const string Pem = "/var/lib/kubelet/pki/kubelet-client-current.pem";

    private readonly TestAuthority _authority = new();
    private readonly MemoryFileSystem _files = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void A_kubelet_is_the_node_of_its_certificate_in_the_cluster_of_its_authority()
    {
        Write(new KubeconfigUser { ClientCertificate = Pem, ClientKey = Pem });
        var identity = KubeletIdentity.Find(_files, Path)!;
        Assert.Equal("w1", identity.NodeName);
        using var other = new TestAuthority();
        var now = DateTimeOffset.UtcNow;
        Assert.True(identity.IsOf("w1", _authority.Pem, now));
        Assert.False(identity.IsOf("w2", _authority.Pem, now));
        Assert.False(identity.IsOf("w1", other.Pem, now));
        Assert.False(identity.IsOf("w1", _authority.Pem, now.AddDays(100)));
        Assert.True(identity.IsOf("w1", [.. other.Pem, .. _authority.Pem], now));
    }

    [Fact]
    public void Credentials_may_be_in_the_kubeconfig_itself()
    {
        var (certificate, key) = _authority.Client("system:node:w1");
        Write(new KubeconfigUser { ClientCertificateData = Encoding.ASCII.GetBytes(certificate), ClientKeyData = Encoding.ASCII.GetBytes(key) });
        Assert.Equal("w1", KubeletIdentity.Find(_files, Path)!.NodeName);
    }

    [Fact]
    public void Nothing_is_an_identity_before_all_of_it_is_there()
    {
        Assert.Null(KubeletIdentity.Find(_files, Path));
        Write(new KubeconfigUser { ClientCertificate = Pem, ClientKey = Pem });
        var whole = _files.ReadText(Pem);
        _files.DeleteFile(Pem);
        Assert.Null(KubeletIdentity.Find(_files, Path));
        _files.Add(Pem, whole[..whole.IndexOf("-----BEGIN EC", StringComparison.Ordinal)]);
        Assert.Null(KubeletIdentity.Find(_files, Path));
        _files.Add(Pem, whole);
        Assert.NotNull(KubeletIdentity.Find(_files, Path));
        _files.Add(Path, "apiVersion: v1\nkind: Conf");
        Assert.Null(KubeletIdentity.Find(_files, Path));
    }

    [Fact]
    public void A_kubeconfig_whose_certificate_is_not_there_yet_is_that_of_a_kubelet_that_waits_for_it()
    {
        Write(new KubeconfigUser { ClientCertificate = Pem, ClientKey = Pem });
        using var other = new TestAuthority();
        Assert.False(KubeletIdentity.IsAwaited(_files, Path, _authority.Pem));
        _files.DeleteFile(Pem);
        Assert.True(KubeletIdentity.IsAwaited(_files, Path, _authority.Pem));
        Assert.False(KubeletIdentity.IsAwaited(_files, Path, other.Pem));
        _files.DeleteFile(Path);
        Assert.False(KubeletIdentity.IsAwaited(_files, Path, _authority.Pem));
    }

    [Fact]
    public void A_certificate_that_is_no_nodes_has_no_node_name()
    {
        var (certificate, key) = _authority.Client("kubernetes-admin");
        Write(new KubeconfigUser { ClientCertificateData = Encoding.ASCII.GetBytes(certificate), ClientKeyData = Encoding.ASCII.GetBytes(key) });
        Assert.Null(KubeletIdentity.Find(_files, Path)!.NodeName);
    }

    private void Write(KubeconfigUser user)
    {
        var (certificate, key) = _authority.Client("system:node:w1");
        _files.Add(Pem, certificate + key);
        var file = KubeconfigFile.Create(
            "default-cluster", new KubeconfigCluster { Server = "https://10.0.0.1:6443", CertificateAuthorityData = _authority.Pem }, "default-auth", user);
        _files.Add(Path, Encoding.UTF8.GetString(file.ToBytes()));
    }
}
