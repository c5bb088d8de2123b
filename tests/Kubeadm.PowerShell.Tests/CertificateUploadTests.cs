using System.Text.RegularExpressions;

namespace Kubeadm.PowerShell.Tests;

/// <summary><c>Publish-KubeCertificate</c> and what a joining control plane is told then, over an API server on loopback.</summary>
[Collection(ModuleSuite.Name)]
public sealed class CertificateUploadTests : IDisposable
{
    private const string Secrets = "/api/v1/namespaces/kube-system/secrets";
    private const string Secret = Secrets + "/kubeadm-certs";
    private const string Key = "e6a2eb8581237ab72a4f494f30285ec12a9694d750b9785706a83bfcbbbd2204";

    private readonly ModuleSession _session;
    private readonly TemporaryFolder _folder = new();
    private readonly ObjectServer _server = new();

    public CertificateUploadTests(ModuleSession session)
    {
        _session = session;
        session.Run("New-KubeCertificate -CertDir $args[0] -KubernetesVersion v1.36.3 -NodeName n1", Pki).ThrowIfFailed();
        var authority = Convert.ToBase64String(File.ReadAllBytes(Path.Combine(Pki, "ca.crt")));
        _folder.Write("admin.conf", Regex.Replace(File.ReadAllText(_server.Kubeconfig), "(certificate-authority-data: ).*", "$1" + authority));
        _server.AddConfigMap("kubeadm-config", "ClusterConfiguration", $"apiVersion: kubeadm.k8s.io/v1beta4\ncertificatesDir: {Pki}\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\n");
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    private string Pki => Path.Combine(_folder.Path, "pki");

    [Fact]
    public void Certificates_are_uploaded_under_a_new_key_that_no_view_shows()
    {
        var upload = Run("Publish-KubeCertificate -Kubeconfig $kubeconfig").ThrowIfFailed().Single;

        var key = upload.SecretOf("CertificateKey");
        Assert.Matches("^[0-9a-f]{64}$", key);
        Assert.Equal(8, _server.Find(Secret)!["data"]!.AsObject().Count);
        Assert.InRange((DateTime)upload.Properties["CertificateKeyExpires"].Value - DateTime.UtcNow, TimeSpan.FromMinutes(118), TimeSpan.FromHours(2));
        var shown = HostProcess.Run("Publish-KubeCertificate", "-Kubeconfig", Path.Combine(_folder.Path, "admin.conf"), "-CertificateKey", key).Output;
        Assert.Contains("kube-system/kubeadm-certs", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(key, shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'" + Key + "' | Publish-KubeCertificate -Kubeconfig $kubeconfig | New-KubeJoinInfo")]
    [InlineData("New-KubeJoinInfo -UploadCerts -CertificateKey " + Key + " -Kubeconfig $kubeconfig")]
    public void The_join_object_has_the_key_and_the_control_planes_command(string script)
    {
        var join = Run(script).ThrowIfFailed().Single;

        Assert.NotNull(_server.Find(Secret));
        Assert.Equal(Key, join.SecretOf("CertificateKey"));
        Assert.EndsWith($"--control-plane --certificate-key {Key}", (string)_session.Run("$args[0].ControlPlaneCommand", join).Single.BaseObject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Publish-KubeCertificate -Kubeconfig $kubeconfig -WhatIf")]
    [InlineData("Publish-KubeCertificate -Kubeconfig $kubeconfig -DryRun")]
    [InlineData("New-KubeJoinInfo -UploadCerts -Kubeconfig $kubeconfig -WhatIf")]
    [InlineData("New-KubeJoinInfo -UploadCerts -Kubeconfig $kubeconfig -DryRun")]
    public void Neither_WhatIf_nor_a_dry_run_uploads(string script)
    {
        Run(script).ThrowIfFailed();

        Assert.Null(_server.Find(Secret));
    }

    [Theory]
    [InlineData("Publish-KubeCertificate 00ff -Kubeconfig $kubeconfig", "InvalidCertificateKey")]
    [InlineData("Publish-KubeCertificate -CertDir /nowhere -Kubeconfig $kubeconfig", "CertificateNotFound")]
    [InlineData("Publish-KubeCertificate -Kubeconfig /nowhere", "KubeconfigNotFound")]
    [InlineData("Publish-KubeCertificate -Kubeconfig $other", "CertificateAuthorityMismatch")]
    public void What_cannot_be_uploaded_is_an_error_with_a_remedy(string script, string id)
    {
        var error = Assert.Single(Run(script).Errors);

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails?.RecommendedAction));
        Assert.Null(_server.Find(Secret));
    }

    [Fact]
    public void A_key_that_is_kept_elsewhere_is_the_reason()
    {
        File.Delete(Path.Combine(Pki, "ca.key"));

        Assert.StartsWith("InvalidArgument,", Assert.Single(Run("Publish-KubeCertificate -Kubeconfig $kubeconfig").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private RunOutcome Run(string script) => _session.Run("param($kubeconfig, $other) " + script, Path.Combine(_folder.Path, "admin.conf"), _server.Kubeconfig);
}
