using System.Management.Automation;

namespace Kubeadm.PowerShell.Tests;

[Collection(ModuleSuite.Name)]
public sealed class DryRunTests(ModuleSession session)
{
    private const string Secret = "abcdef.0123456789abcdef";
    private const string Init =
        "Initialize-KubeCluster -DryRunPath $args[0] -KubernetesVersion v1.36.3 -NodeName n1 -ApiServerAdvertiseAddress 192.0.2.2 -IgnorePreflightError all -Token abcdef.0123456789abcdef -TokenTtl 2h";

    [Theory]
    [InlineData("New-KubeCertificateRequest -Name apiserver -CertDir /nowhere -KubeconfigDir /nowhere")]
    [InlineData("New-KubeCertificate -Name ca -KubernetesVersion v1.36.3 -CertDir /nowhere")]
    [InlineData("Invoke-KubeadmPhase -Workflow Init -Phase control-plane/scheduler -KubernetesVersion v1.36.3")]
    public void Without_a_folder_that_anybody_is_told_of_nothing_is_left(string line)
    {
        using var temporary = new TemporaryFolder();
        using var asked = new TemporaryFolder();

        var outcome = HostProcess.RunWith(("TMPDIR", temporary.Path), [.. line.Split(' '), "-DryRun"]);
        Assert.True(outcome.ExitCode == 0 && outcome.Output.Length > 0, outcome.Error);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(temporary.Path), entry => Path.GetFileName(entry).StartsWith("kubeadm", StringComparison.Ordinal));

        Assert.Equal(0, HostProcess.Run([.. line.Split(' '), "-DryRunPath", asked.Path + "/run"]).ExitCode);
        Assert.NotEmpty(Directory.EnumerateFiles(asked.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_cluster_is_an_object_with_how_to_join_it_and_what_was_done()
    {
        using var folder = new TemporaryFolder();

        var cluster = session.Run(Init, folder.Path).Single;

        Assert.Equal("https://192.0.2.2:6443", cluster.Properties["Endpoint"].Value);
        Assert.Equal(folder.Path, cluster.Properties["DryRunPath"].Value);
        var join = PSObject.AsPSObject(cluster.Properties["Join"].Value);
        Assert.Matches($"^kubeadm join 192\\.0\\.2\\.2:6443 --token {Secret} --discovery-token-ca-cert-hash sha256:[0-9a-f]{{64}}$", ((string)session.Run("$args[0].Command", join).Single.BaseObject).Trim());
        var life = (DateTime)join.Properties["Expires"].Value - DateTime.UtcNow;
        Assert.InRange(life, TimeSpan.FromMinutes(110), TimeSpan.FromHours(2));
        Assert.True(File.Exists(Path.Combine(folder.Path, "root/etc/kubernetes/manifests/kube-apiserver.yaml")));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder.Path, "cluster"), "*.yaml"));
    }

    [Fact]
    public void Details_are_told_and_no_secret_is_in_them()
    {
        using var folder = new TemporaryFolder();

        var outcome = session.Run(Init + " -SkipTokenPrint -Verbose", folder.Path).ThrowIfFailed();

        Assert.Contains(outcome.Information, line => line.StartsWith("[certs]", StringComparison.Ordinal));
        Assert.DoesNotContain(outcome.Verbose.Concat(outcome.Warnings).Concat(outcome.Information), line => line.Contains("0123456789abcdef", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lb.example.com:8443", true)]
    [InlineData("lb.example.com:6443", false)]
    [InlineData("lb.example.com", false)]
    public void A_port_of_the_control_plane_that_is_not_the_API_servers_is_warned_of(string endpoint, bool isWarnedOf)
    {
        using var folder = new TemporaryFolder();

        var outcome = session.Run(Init + " -ControlPlaneEndpoint " + endpoint, folder.Path).ThrowIfFailed();

        Assert.Equal(isWarnedOf, outcome.Warnings.Any(warning => warning.Contains("controlPlaneEndpoint: its port 8443", StringComparison.Ordinal)));
    }

    [Fact]
    public void Phases_are_run_from_a_list()
    {
        using var folder = new TemporaryFolder();

        var results = session.Run("Get-KubeadmPhase certs/ca, certs/sa | Invoke-KubeadmPhase -Workflow Init -DryRunPath $args[0] -KubernetesVersion v1.36.3", folder.Path).ThrowIfFailed().Output;

        Assert.Equal(["certs/ca", "certs/sa"], results.Select(r => r.Properties["Phase"].Value));
    }

    [Fact]
    public void An_addon_is_printed_and_not_applied()
    {
        var manifests = session.Run("Invoke-KubeadmPhase -Workflow Init -Phase addon/coredns -PrintManifest -KubernetesVersion v1.36.3").ThrowIfFailed().Output;

        Assert.Contains(manifests, m => m.ToString().Contains("kind: Deployment", StringComparison.Ordinal));
    }
}
