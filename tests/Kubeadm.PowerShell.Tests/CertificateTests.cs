using System.Management.Automation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.PowerShell.Tests;

[Collection(ModuleSuite.Name)]
public sealed class CertificateTests(ModuleSession session) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Certificates_are_made_in_a_folder_and_kept_the_second_time()
    {
        var first = Make("ca");
        var key = File.ReadAllText(Path.Combine(_folder.Path, "ca.key"));
        var second = Make("ca");

        Assert.Equal(("Create", "Unchanged"), (Text(Assert.Single(first), "Action"), Text(Assert.Single(second), "Action")));
        Assert.Equal(Text(first[0], "Thumbprint"), Text(second[0], "Thumbprint"));
        Assert.Equal(key, File.ReadAllText(Path.Combine(_folder.Path, "ca.key")));
    }

    [Fact]
    public void An_object_says_what_the_certificate_in_its_file_says()
    {
        var made = Make("ca", "apiserver")[1];

        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Text(made, "Path"));
        Assert.Equal(Path.Combine(_folder.Path, "apiserver.key"), Text(made, "KeyPath"));
        Assert.Equal((certificate.Subject, certificate.Issuer), (Text(made, "Subject"), Text(made, "Issuer")));
        Assert.Equal(("apiserver", "ca", "False"), (Text(made, "Name"), Text(made, "AuthorityName"), Text(made, "IsAuthority")));
        Assert.Equal(certificate.NotAfter.ToUniversalTime(), made.Properties["NotAfter"].Value);
        Assert.Equal(certificate.NotBefore.ToUniversalTime(), made.Properties["NotBefore"].Value);
        Assert.Equal(364, made.Properties["DaysLeft"].Value);
        Assert.Equal(("RSA-2048", 2048), (Text(made, "KeyAlgorithm"), made.Properties["KeySize"].Value));
        Assert.Equal(certificate.GetCertHashString(HashAlgorithmName.SHA256), Text(made, "Thumbprint"), ignoreCase: true);
        Assert.Contains("kubernetes.default.svc", Text(made, "Names"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_service_accounts_key_pair_has_files_and_a_key_and_no_dates()
    {
        var pair = Assert.Single(Make("sa"));

        Assert.Equal((Path.Combine(_folder.Path, "sa.pub"), Path.Combine(_folder.Path, "sa.key")), (Text(pair, "Path"), Text(pair, "KeyPath")));
        Assert.Equal(("Create", "RSA-2048", "False"), (Text(pair, "Action"), Text(pair, "KeyAlgorithm"), Text(pair, "IsAuthority")));
        Assert.Null(pair.Properties["NotAfter"].Value);
        Assert.Null(pair.Properties["DaysLeft"].Value);
        Assert.Matches("^sha256:[0-9a-f]{64}$", Text(pair, "PublicKeyHash"));
    }

    [Fact]
    public void A_dry_run_tells_of_what_would_be_made_where_it_would_be()
    {
        var made = session.Run("New-KubeCertificate -DryRunPath $args[0] -KubernetesVersion v1.36.3 -NodeName n1 -CertDir /nowhere/pki", _folder.Path).ThrowIfFailed().Output;

        Assert.Equal(
            ["ca", "apiserver", "apiserver-kubelet-client", "front-proxy-ca", "front-proxy-client", "etcd-ca", "etcd-server", "etcd-peer", "etcd-healthcheck-client", "apiserver-etcd-client", "sa"],
            made.Select(certificate => Text(certificate, "Name")));
        Assert.All(made, certificate => Assert.Equal("Create", Text(certificate, "Action")));
        Assert.Equal("/nowhere/pki/etcd/server.crt", Text(made[6], "Path"));
        Assert.False(Directory.Exists("/nowhere"));
    }

    [Fact]
    public void An_etcd_that_others_run_has_none_here()
    {
        var file = _folder.Write("etcd.yaml", """
            apiVersion: kubeadm.k8s.io/v1beta4
            kind: ClusterConfiguration
            kubernetesVersion: v1.36.3
            etcd:
              external: {endpoints: [https://192.0.2.9:2379], caFile: /a/ca.crt, certFile: /a/c.crt, keyFile: /a/c.key}
            """);

        var made = session.Run("New-KubeCertificate -DryRunPath $args[0] -Config $args[1]", Path.Combine(_folder.Path, "run"), file).ThrowIfFailed().Output;

        Assert.Equal(["ca", "apiserver", "apiserver-kubelet-client", "front-proxy-ca", "front-proxy-client", "sa"], made.Select(certificate => Text(certificate, "Name")));
    }

    [Fact]
    public void An_authority_whose_key_is_kept_elsewhere_is_told()
    {
        Make("ca", "apiserver", "apiserver-kubelet-client", "front-proxy-ca", "front-proxy-client");
        File.Delete(Path.Combine(_folder.Path, "front-proxy-ca.key"));

        var kept = Make("front-proxy-client")[0];

        Assert.Equal(("Unchanged", "True"), (Text(kept, "Action"), Text(kept, "ExternallyManaged")));
    }

    [Fact]
    public void A_name_that_is_none_is_an_error_with_the_names_there_are()
    {
        var error = Assert.Single(session.Run("New-KubeCertificate -Name nothing -CertDir $args[0]", _folder.Path).Errors);

        Assert.StartsWith("InvalidPhase,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("certs/apiserver", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private IReadOnlyList<PSObject> Make(params string[] names) =>
        session.Run("New-KubeCertificate -Name $args[1] -CertDir $args[0] -KubernetesVersion v1.36.3 -NodeName n1", _folder.Path, names).ThrowIfFailed().Output;

    private static string Text(PSObject certificate, string property) => certificate.Properties[property].Value?.ToString() ?? "";
}
