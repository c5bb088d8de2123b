using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace Kubeadm.PowerShell.Tests;

[Collection(ModuleSuite.Name)]
public sealed partial class UserKubeconfigTests(ModuleSession session) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_from_a_pipeline_and_from_objects_become_private_files()
    {
        var made = Run("'jane', [pscustomobject]@{ ClientName = 'joe' } | New-KubeConfig -Org dev -ValidityPeriod 2h -Config $args[0] -OutputDirectory $args[1]").ThrowIfFailed().Output;

        Assert.Equal(["jane", "joe"], made.Select(config => config.Properties["ClientName"].Value));
        Assert.All(made, config =>
        {
            var path = (string)config.Properties["Path"].Value;
            Assert.Equal(config.SecretOf("Content"), File.ReadAllText(path));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }

            Assert.InRange((DateTime)config.Properties["Expires"].Value - DateTime.UtcNow, TimeSpan.FromMinutes(110), TimeSpan.FromHours(2));
        });
    }

    [Fact]
    public void Objects_carry_groups_validity_and_token_of_each_user()
    {
        const string users = "[pscustomobject]@{ ClientName = 'jane'; Org = 'dev', 'ops'; ValidityPeriod = '2h' }, [pscustomobject]@{ ClientName = 'joe'; Org = 'ops' }, [pscustomobject]@{ ClientName = 'robot'; Token = 's3cr3t' }";

        var made = Run(users + " | New-KubeConfig -Config $args[0]").ThrowIfFailed().Output;

        Assert.Equal(
            [("CN=jane, O=dev + O=ops", 0), ("CN=joe, O=ops", 364), ("", -1)],
            made.Select(config => (Subject(config.SecretOf("Content")), ((DateTime?)config.Properties["Expires"].Value - DateTime.UtcNow)?.Days ?? -1)));
        Assert.Contains("token: s3cr3t", made[2].SecretOf("Content"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("controlPlaneEndpoint: kept.example.com:8443\n", "https://kept.example.com:8443")]
    [InlineData("", "https://127.0.0.1:")]
    public void The_cluster_tells_its_endpoint_name_and_folder_when_it_is_asked(string endpoint, string expected)
    {
        using var server = new ObjectServer();
        Run("$null");
        server.AddConfigMap("kubeadm-config", "ClusterConfiguration", $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nclusterName: east\n{endpoint}kubernetesVersion: v1.36.3\ncertificatesDir: {Path.Combine(_folder.Path, "pki")}\n");

        var made = session.Run("New-KubeConfig jane -Kubeconfig $args[0]", server.Kubeconfig).ThrowIfFailed().Single;

        Assert.StartsWith(expected, (string)made.Properties["Server"].Value, StringComparison.Ordinal);
        Assert.True(endpoint.Length > 0 || ((string)made.Properties["Server"].Value).EndsWith(server.Endpoint, StringComparison.Ordinal));
        Assert.Contains("current-context: jane@east\n", made.SecretOf("Content"), StringComparison.Ordinal);
        Assert.StartsWith("KubeconfigNotFound,", Assert.Single(session.Run("New-KubeConfig jane -Kubeconfig /nowhere").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_takes_the_place_of_a_certificate_and_no_view_shows_it()
    {
        var made = Run("New-KubeConfig jane -Token s3cr3t -Config $args[0]").ThrowIfFailed().Single;
        var view = HostProcess.Run(["New-KubeConfig", "jane", "-Token", "s3cr3t", "-Config", Path.Combine(_folder.Path, "kubeadm.yaml")]).Output;

        Assert.Contains("token: s3cr3t", made.SecretOf("Content"), StringComparison.Ordinal);
        Assert.Null(made.Properties["Expires"].Value);
        Assert.Contains("jane", view, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", view, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'new', 'old' | New-KubeConfig -Config $args[0] -OutputDirectory $args[1]", "KubeconfigExists")]
    [InlineData("'new', 'new' | New-KubeConfig -Force -Config $args[0] -OutputDirectory $args[1]", "KubeconfigExists")]
    [InlineData("'new', '../out' | New-KubeConfig -Config $args[0] -OutputDirectory $args[1]", "InvalidClientName")]
    [InlineData("New-KubeConfig new -ValidityPeriod 0s -Config $args[0] -OutputDirectory $args[1]", "InvalidValidityPeriod")]
    public void What_cannot_be_made_whole_is_not_begun(string script, string id)
    {
        Directory.CreateDirectory(Out);
        File.WriteAllText(Path.Combine(Out, "old.conf"), "old");

        var error = Assert.Single(Run(script).Errors);

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(Assert.Single(Directory.GetFiles(Out))));
    }

    [Fact]
    public void Force_replaces_a_file_and_WhatIf_makes_none()
    {
        Directory.CreateDirectory(Out);
        var path = Path.Combine(Out, "old.conf");
        File.WriteAllText(path, "old");

        Run("New-KubeConfig old -Force -WhatIf -Config $args[0] -OutputDirectory $args[1]").ThrowIfFailed();
        Assert.Equal("old", File.ReadAllText(path));

        Run("New-KubeConfig old -Force -Config $args[0] -OutputDirectory $args[1]").ThrowIfFailed();
        Assert.Contains("current-context: old@kubernetes", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Y\nN\n", "a", 0)]
    [InlineData("N\nY\n", "b", 0)]
    [InlineData("A\n", "a,b", 0)]
    [InlineData("L\n", "", 0)]
    [InlineData("", "", 1)]
    public void A_file_that_is_there_is_replaced_after_a_yes(string answers, string replaced, int exitCode)
    {
        Directory.CreateDirectory(Out);
        foreach (var name in new[] { "a", "b" })
        {
            File.WriteAllText(Path.Combine(Out, name + ".conf"), "old");
        }

        Run("$null");
        var outcome = HostProcess.RunWithInput(answers, "New-KubeConfig", "a,b", "-Config", Path.Combine(_folder.Path, "kubeadm.yaml"), "-OutputDirectory", Out);

        Assert.True(exitCode == outcome.ExitCode, outcome.Error);
        Assert.Equal(replaced, string.Join(',', new[] { "a", "b" }.Where(name => File.ReadAllText(Path.Combine(Out, name + ".conf")) != "old")));
    }

    [Fact]
    public void Kubeadms_command_line_prints_the_kubeconfig_and_an_empty_line()
    {
        var made = Run("New-KubeConfig jane -Token s3cr3t -Config $args[0]").ThrowIfFailed().Single;

        var printed = HostProcess.Run(["kubeconfig", "user", "--client-name", "jane", "--token", "s3cr3t", "--config", Path.Combine(_folder.Path, "kubeadm.yaml")]);

        Assert.Equal(0, printed.ExitCode);
        Assert.Equal(made.SecretOf("Content") + Environment.NewLine, printed.Output);
        Assert.Equal(1, HostProcess.Run(["kubeconfig", "user"]).ExitCode);
    }

    /// <summary>The subject of a kubeconfig's client certificate; empty when it has none.</summary>
    private static string Subject(string kubeconfig)
    {
        var data = CertificateData().Match(kubeconfig).Groups[1].Value;
        if (data.Length == 0)
        {
            return "";
        }

        using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(data)));
        return certificate.Subject;
    }

    [GeneratedRegex("client-certificate-data: (.*)")]
    private static partial Regex CertificateData();

    private string Out => Path.Combine(_folder.Path, "out");

    private RunOutcome Run(string script)
    {
        var pki = Path.Combine(_folder.Path, "pki");
        session.Run("New-KubeCertificate -Name ca -CertDir $args[0] -KubernetesVersion v1.36.3 -NodeName n1", pki).ThrowIfFailed();
        var config = _folder.Write("kubeadm.yaml", $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\ncontrolPlaneEndpoint: lb.example.com\ncertificatesDir: {pki}\n");
        return session.Run(script, config, Out);
    }
}
