using System.Management.Automation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.PowerShell.Tests;

/// <summary><c>New-KubeCertificateRequest</c> and <c>Import-KubeCertificate</c>, with an authority that is kept elsewhere.</summary>
[Collection(ModuleSuite.Name)]
public sealed class CertificateRequestTests : IDisposable
{
    private readonly ModuleSession _session;
    private readonly TemporaryFolder _folder = new();
    private readonly RSA _authorityKey = RSA.Create(2048);
    private readonly X509Certificate2 _authority;

    public CertificateRequestTests(ModuleSession session)
    {
        _session = session;
        Directory.CreateDirectory(Pki);
        Directory.CreateDirectory(Signed);
        var request = new CertificateRequest("CN=kubernetes", _authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(300));
        File.WriteAllText(Path.Combine(Pki, "ca.crt"), _authority.ExportCertificatePem());
        _folder.Write("kubeadm.yaml", $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\ncontrolPlaneEndpoint: lb.example.com\ncertificatesDir: {Pki}\n");
    }

    public void Dispose()
    {
        _authority.Dispose();
        _authorityKey.Dispose();
        _folder.Dispose();
    }

    private string Pki => Path.Combine(_folder.Path, "pki");

    private string Signed => Path.Combine(_folder.Path, "signed");

    [Fact]
    public void Requests_are_made_for_everything_and_say_what_the_authority_has_to_know()
    {
        var made = Run("New-KubeCertificateRequest -Config $config -KubeconfigDir $folder").ThrowIfFailed().Output;

        Assert.Equal(12, made.Count);
        var apiserver = made.Single(request => Text(request, "Name") == "apiserver");
        Assert.Equal((Path.Combine(Pki, "apiserver.csr"), "ca", "Server"), (Text(apiserver, "Path"), Text(apiserver, "AuthorityName"), Text(apiserver, "Usages")));
        Assert.All(made, request => Assert.Contains("BEGIN CERTIFICATE REQUEST", File.ReadAllText(Text(request, "Path")), StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "admin.conf")));
        Assert.All(Directory.GetFiles(Pki, "*.key"), path => Assert.True(IsPrivate(path), path));
    }

    [Theory]
    [InlineData("New-KubeCertificateRequest etcd-*, apiserver -Config $config", 4)]
    [InlineData("'apiserver', 'front-proxy-client' | New-KubeCertificateRequest -Config $config", 2)]
    public void Names_and_patterns_choose(string script, int count) => Assert.Equal(count, Run(script).ThrowIfFailed().Output.Count);

    [Fact]
    public void Neither_WhatIf_nor_a_dry_run_writes_here()
    {
        Run("New-KubeCertificateRequest -Config $config -WhatIf").ThrowIfFailed();
        var planned = Run("New-KubeCertificateRequest apiserver -Config $config -DryRunPath \"$folder/dry\"").ThrowIfFailed().Single;

        Assert.Equal(["ca.crt"], Directory.GetFiles(Pki).Select(Path.GetFileName));
        Assert.Equal(Path.Combine(Pki, "apiserver.csr"), Text(planned, "Path"));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "dry", "root" + Text(planned, "Path"))));
    }

    [Fact]
    public void What_is_there_is_never_replaced()
    {
        Run("New-KubeCertificateRequest apiserver -Config $config").ThrowIfFailed();
        var key = File.ReadAllText(Path.Combine(Pki, "apiserver.key"));

        var error = Assert.Single(Run("New-KubeCertificateRequest apiserver, front-proxy-client -Config $config").Errors);

        Assert.Contains("apiserver", error.ToString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails?.RecommendedAction));
        Assert.Equal(key, File.ReadAllText(Path.Combine(Pki, "apiserver.key")));
        Assert.False(File.Exists(Path.Combine(Pki, "front-proxy-client.key")));
    }

    [Fact]
    public void A_name_that_is_none_is_told_with_those_that_are()
    {
        var error = Assert.Single(Run("New-KubeCertificateRequest nothing -Config $config").Errors);

        Assert.Contains("nothing", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("apiserver", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Import-KubeCertificate \"$folder/signed/*.pem\" -Config $config -KubeconfigDir $folder")]
    [InlineData("Import-KubeCertificate \"$folder/signed/apiserver.csr.pem\" \"$folder/signed/admin.conf.csr.pem\" -Config $config -KubeconfigDir $folder")]
    [InlineData("Import-KubeCertificate \"$folder/signed/apiserver.csr.pem\", \"$folder/signed/admin.conf.csr.pem\" -Config $config -KubeconfigDir $folder")]
    [InlineData("[IO.DirectoryInfo]::new(\"$folder/signed\").GetFiles() | Import-KubeCertificate -Config $config -KubeconfigDir $folder")]
    [InlineData("[IO.Directory]::GetFiles(\"$folder/signed\") | Import-KubeCertificate -Config $config -KubeconfigDir $folder")]
    public void What_was_signed_comes_back_to_its_place(string script)
    {
        Run("New-KubeCertificateRequest apiserver, admin.conf -Config $config -KubeconfigDir $folder").ThrowIfFailed();
        Sign("pki/apiserver.csr", server: true);
        Sign("admin.conf.csr", server: false);

        var installed = Run(script).ThrowIfFailed().Output;

        Assert.Equal(["admin.conf", "apiserver"], installed.Select(certificate => Text(certificate, "Name")).Order());
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Pki, "apiserver.crt"));
        Assert.Equal(("CN=kube-apiserver", _authority.Subject), (certificate.Subject, certificate.Issuer));
        Assert.Contains("client-certificate-data: ", File.ReadAllText(Path.Combine(_folder.Path, "admin.conf")), StringComparison.Ordinal);
        Assert.All(installed, found => Assert.Equal("True", Text(found, "ExternallyManaged")));
    }

    [Theory]
    [InlineData("{0}/apiserver.csr.pem {0}/admin.conf.csr.pem")]
    [InlineData("{0}/apiserver.csr.pem,{0}/admin.conf.csr.pem")]
    [InlineData("{0}/*.pem")]
    public void A_shell_may_hand_over_one_pattern_or_many_words(string words)
    {
        Run("New-KubeCertificateRequest apiserver, admin.conf -Config $config -KubeconfigDir $folder").ThrowIfFailed();
        Sign("pki/apiserver.csr", server: true);
        Sign("admin.conf.csr", server: false);

        var outcome = HostProcess.Run([
            "Import-KubeCertificate", .. string.Format(System.Globalization.CultureInfo.InvariantCulture, words, Signed).Split(' '),
            "-Config", Path.Combine(_folder.Path, "kubeadm.yaml"), "-KubeconfigDir", _folder.Path]);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.True(File.Exists(Path.Combine(Pki, "apiserver.crt")));
        Assert.Contains("client-certificate-data: ", File.ReadAllText(Path.Combine(_folder.Path, "admin.conf")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_signed_wrongly_is_refused_with_everything_that_is_wrong_and_the_others_are_installed()
    {
        Run("New-KubeCertificateRequest apiserver, apiserver-kubelet-client -Config $config").ThrowIfFailed();
        Sign("pki/apiserver.csr", server: false);
        Sign("pki/apiserver-kubelet-client.csr", server: false);

        var outcome = Run($"Import-KubeCertificate '{Signed}/*.pem' -Config $config");

        var error = Assert.Single(outcome.Errors);
        Assert.Contains("serverAuth", error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty((System.Collections.IEnumerable)error.Exception.GetType().GetProperty("Problems")!.GetValue(error.Exception)!);
        Assert.Equal("apiserver-kubelet-client", Text(Assert.Single(outcome.Output), "Name"));
        Assert.False(File.Exists(Path.Combine(Pki, "apiserver.crt")));
    }

    [Theory]
    [InlineData("Import-KubeCertificate $stray -Config $config", "CertificateRequestNotFound")]
    [InlineData("Import-KubeCertificate $config -Config $config", "InvalidSignedCertificate")]
    [InlineData("Import-KubeCertificate '/nowhere/x.pem' -Config $config", "FileNotFound")]
    public void What_answers_no_request_is_an_error_by_its_path(string script, string id)
    {
        var stray = _folder.Write("stray.pem", _authority.ExportCertificatePem());

        var error = Assert.Single(_session.Run("param($config, $stray) " + script, Path.Combine(_folder.Path, "kubeadm.yaml"), stray).Errors);

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["ca.crt"], Directory.GetFiles(Pki).Select(Path.GetFileName));
    }

    [Fact]
    public void WhatIf_checks_and_installs_nothing()
    {
        Run("New-KubeCertificateRequest apiserver -Config $config").ThrowIfFailed();
        Sign("pki/apiserver.csr", server: true);

        Assert.Empty(Run($"Import-KubeCertificate '{Signed}/*.pem' -Config $config -WhatIf").ThrowIfFailed().Output);

        Assert.False(File.Exists(Path.Combine(Pki, "apiserver.crt")));
    }

    [Fact]
    public void Kubeadms_command_line_makes_requests_and_refuses_a_second_time()
    {
        string[] words = ["certs", "generate-csr", "--config", Path.Combine(_folder.Path, "kubeadm.yaml"), "--kubeconfig-dir", _folder.Path];

        Assert.Equal(0, HostProcess.Run(words).ExitCode);
        Assert.Equal(12, Directory.GetFiles(_folder.Path, "*.csr", SearchOption.AllDirectories).Length);
        Assert.Equal(1, HostProcess.Run(words).ExitCode);
    }

    /// <summary>Signs a request as an authority would, for servers or clients.</summary>
    private void Sign(string request, bool server)
    {
        var read = CertificateRequest.LoadSigningRequestPem(
            File.ReadAllText(Path.Combine(_folder.Path, request)), HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
        read.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        read.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        read.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(server ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2")], false));
        using var certificate = read.Create(_authority.SubjectName, X509SignatureGenerator.CreateForRSA(_authorityKey, RSASignaturePadding.Pkcs1), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddDays(200), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Path.Combine(Signed, Path.GetFileName(request) + ".pem"), certificate.ExportCertificatePem());
    }

    private RunOutcome Run(string script) => _session.Run("param($config, $folder) " + script, Path.Combine(_folder.Path, "kubeadm.yaml"), _folder.Path);

    private static bool IsPrivate(string path) =>
        OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite);

    private static string Text(PSObject item, string property) => item.Properties[property].Value?.ToString() ?? "";
}
