using System.Management.Automation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.PowerShell.Tests;

/// <summary><c>Update-KubeCertificate</c>, and <c>certs renew</c> of kubeadm's command line.</summary>
[Collection(ModuleSuite.Name)]
public sealed class CertificateRenewalTests : IDisposable
{
    private readonly ModuleSession _session;
    private readonly TemporaryFolder _folder = new();

    public CertificateRenewalTests(ModuleSession session)
    {
        _session = session;
        session.Run("New-KubeCertificate -Name ca, apiserver, apiserver-kubelet-client, front-proxy-ca, front-proxy-client -CertDir $args[0] -KubernetesVersion v1.36.3 -NodeName n1", _folder.Path).ThrowIfFailed();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_named_is_renewed_and_says_the_same_and_nothing_else_changes()
    {
        var before = Digests();
        using var old = Certificate("apiserver");

        var renewed = Run("Update-KubeCertificate apiserver -CertDir $args[0]").ThrowIfFailed().Single;

        using var made = Certificate("apiserver");
        Assert.Equal(["apiserver.crt", "apiserver.key"], Digests().Except(before).Select(file => file.Key).Order());
        Assert.Equal((old.Subject, old.Issuer, Extension(old, "2.5.29.17")), (made.Subject, made.Issuer, Extension(made, "2.5.29.17")));
        Assert.NotEqual(old.SerialNumber, made.SerialNumber);
        Assert.Equal(made.GetCertHashString(HashAlgorithmName.SHA256), (string)renewed.Properties["Thumbprint"].Value, ignoreCase: true);
        Assert.Equal(("apiserver", "Update", 0), (Text(renewed, "Name"), Text(renewed, "Action"), ((IReadOnlyCollection<string>)renewed.Properties["RestartRequired"].Value).Count));
    }

    [Theory]
    [InlineData("'apiserver', 'front-proxy-client' | Update-KubeCertificate -CertDir $args[0]")]
    [InlineData("Get-KubeCertificate -CertDir $args[0] | Where-Object { $_.Name -in 'apiserver', 'front-proxy-client', 'etcd-server' } | Update-KubeCertificate -CertDir $args[0]")]
    [InlineData("[pscustomobject]@{ Name = 'apiserver' }, [pscustomobject]@{ Name = 'front-proxy-client' } | Update-KubeCertificate -CertDir $args[0]")]
    public void Names_and_certificates_come_from_the_pipeline_and_what_is_missing_is_passed_over(string script)
    {
        var before = Digests();

        var renewed = Run(script).ThrowIfFailed().Output;

        Assert.Equal(["apiserver", "front-proxy-client"], renewed.Select(certificate => Text(certificate, "Name")));
        Assert.Equal(["apiserver.crt", "apiserver.key", "front-proxy-client.crt", "front-proxy-client.key"], Digests().Except(before).Select(file => file.Key).Order());
    }

    [Fact]
    public void Restart_of_what_nothing_here_uses_needs_no_runtime()
    {
        var renewed = Run("Update-KubeCertificate apiserver -Restart -CertDir $args[0]").ThrowIfFailed().Single;

        Assert.Equal("Update", Text(renewed, "Action"));
    }

    [Fact]
    public void WhatIf_names_what_would_be_renewed_and_a_dry_run_renews_in_a_folder_of_its_own()
    {
        using var output = new TemporaryFolder();
        var before = Digests();

        Assert.Empty(Run("Update-KubeCertificate all -Restart -WhatIf -CertDir $args[0]").ThrowIfFailed().Output);
        var planned = _session.Run("Update-KubeCertificate apiserver -DryRunPath $args[1] -CertDir $args[0]", _folder.Path, output.Path).ThrowIfFailed().Single;

        Assert.Equal(before, Digests());
        Assert.Equal("Update", Text(planned, "Action"));
        Assert.NotEqual(File.ReadAllText(FileOf("apiserver")), File.ReadAllText(Path.Combine(output.Path, "root" + FileOf("apiserver"))));
    }

    [Theory]
    [InlineData("Update-KubeCertificate nothing -CertDir $args[0]", "UnknownCertificate", "nothing")]
    [InlineData("Update-KubeCertificate ca -CertDir $args[0]", "CertificateNotRenewable", "authority")]
    [InlineData("Update-KubeCertificate sa -CertDir $args[0]", "CertificateNotRenewable", "key pair")]
    [InlineData("Update-KubeCertificate etcd-server -CertDir $args[0]", "CertificateNotFound", "etcd/server.crt")]
    public void What_cannot_be_renewed_is_an_error_that_names_it_and_changes_nothing(string script, string id, string cause)
    {
        var before = Digests();

        var error = Assert.Single(Run(script).Errors);

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(cause, error.ToString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails?.RecommendedAction));
        Assert.Equal(before, Digests());
    }

    [Fact]
    public void What_is_managed_elsewhere_is_refused_and_the_others_are_renewed()
    {
        File.Delete(Path.Combine(_folder.Path, "front-proxy-ca.key"));
        var before = Digests();

        var outcome = Run("Update-KubeCertificate apiserver, front-proxy-client -CertDir $args[0]");

        Assert.StartsWith("CertificateExternallyManaged,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["Update", "Unchanged"], outcome.Output.Select(certificate => Text(certificate, "Action")));
        Assert.Equal(["apiserver.crt", "apiserver.key"], Digests().Except(before).Select(file => file.Key).Order());
    }

    [Fact]
    public void The_configuration_says_the_algorithm_and_the_validity()
    {
        var config = _folder.Write("kubeadm.yaml", $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\ncertificatesDir: {_folder.Path}\nencryptionAlgorithm: ECDSA-P256\ncertificateValidityPeriod: 240h\n");

        var renewed = _session.Run("Update-KubeCertificate apiserver -Config $args[0]", config).ThrowIfFailed().Single;

        Assert.Equal(("ECDSA-P256", 9), (Text(renewed, "KeyAlgorithm"), renewed.Properties["DaysLeft"].Value));
    }

    [Fact]
    public void Names_are_completed()
    {
        var words = _session.Run("(TabExpansion2 -inputScript 'Update-KubeCertificate etcd-' -cursorColumn 28).CompletionMatches").ThrowIfFailed().Output;

        Assert.Equal(["etcd-healthcheck-client", "etcd-peer", "etcd-server"], words.Select(word => Text(word, "CompletionText")).Order());
    }

    [Fact]
    public void Kubeadms_command_line_renews_one_and_says_so()
    {
        var outcome = HostProcess.Run("certs", "renew", "apiserver", "--cert-dir", _folder.Path);

        Assert.Equal((0, "certificate for serving the Kubernetes API renewed\n"), (outcome.ExitCode, outcome.Output.ReplaceLineEndings("\n")));
        Assert.Equal(0, HostProcess.Run("certs", "renew", "etcd-server", "--cert-dir", _folder.Path).ExitCode);
        Assert.Equal(1, HostProcess.Run("certs", "renew", "ca", "--cert-dir", _folder.Path).ExitCode);
    }

    [Fact]
    public void Beside_a_file_the_folder_of_kubeadms_command_line_counts_for_nothing_and_the_cmdlets_counts()
    {
        using var other = new TemporaryFolder();
        var config = other.Write("kubeadm.yaml", $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\ncertificatesDir: {_folder.Path}\n");
        var before = Digests();

        var outcome = HostProcess.Run("certs", "renew", "apiserver", "--config", config, "--cert-dir", other.Path);

        Assert.Equal((0, "certificate for serving the Kubernetes API renewed\n"), (outcome.ExitCode, outcome.Output.ReplaceLineEndings("\n")));
        Assert.Contains("--cert-dir counts for nothing", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["apiserver.crt", "apiserver.key"], Digests().Except(before).Select(file => file.Key).Order());
        Assert.Contains("CertificateNotFound", HostProcess.Run("Update-KubeCertificate", "apiserver", "-Config", config, "-CertDir", other.Path).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Kubeadms_command_line_passes_over_what_is_managed_elsewhere_or_missing_and_tells_of_it()
    {
        File.Delete(Path.Combine(_folder.Path, "front-proxy-ca.key"));
        File.Delete(FileOf("apiserver-kubelet-client"));

        Assert.Equal((0, "Detected external front-proxy-ca, certificate for the front proxy client can't be renewed\n"), Renew("front-proxy-client"));
        Assert.Equal((0, "MISSING! certificate for the API server to connect to kubelet\n"), Renew("apiserver-kubelet-client"));
    }

    private (int ExitCode, string Output) Renew(string name)
    {
        var outcome = HostProcess.Run("certs", "renew", name, "--cert-dir", _folder.Path);
        return (outcome.ExitCode, outcome.Output.ReplaceLineEndings("\n"));
    }

    private RunOutcome Run(string script) => _session.Run(script, _folder.Path);

    private string FileOf(string name) => Path.Combine(_folder.Path, name + ".crt");

    private X509Certificate2 Certificate(string name) => X509CertificateLoader.LoadCertificateFromFile(FileOf(name));

    /// <summary>Each file's digest, by its name.</summary>
    private Dictionary<string, string> Digests() => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(_folder.Path, path), path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));

    private static string Extension(X509Certificate2 certificate, string oid) => Convert.ToHexString(certificate.Extensions[oid]!.RawData);

    private static string Text(PSObject item, string property) => item.Properties[property].Value?.ToString() ?? "";
}
