namespace Kubeadm.PowerShell.Tests;

/// <summary>What the cmdlets that run workflows say before they do anything.</summary>
public sealed class WhatIfTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_phase_that_would_run_is_named_with_its_node_and_none_runs()
    {
        var lines = WhatIf("Initialize-KubeCluster", "-KubernetesVersion", "v1.36.3", "-NodeName", "cp1", "-SkipPhase", "addon,certs/etcd-peer", "-CertDir", _folder.Path);

        Assert.Contains("What if: Performing the operation \"Generate \"ca\": Authority of the cluster's identities\" on target \"cp1: certs/ca\".", lines);
        Assert.Contains(lines, line => line.EndsWith(" on target \"cp1: preflight\".", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("addon/", StringComparison.Ordinal) || line.Contains("certs/etcd-peer", StringComparison.Ordinal));
        Assert.Equal(28, lines.Length);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Single_phases_are_named_also_where_a_dry_run_was_asked_for()
    {
        var lines = WhatIf("Invoke-KubeadmPhase", "-Workflow", "Init", "-Phase", "control-plane", "-KubernetesVersion", "v1.36.3", "-NodeName", "cp1", "-DryRunPath", _folder.Path);

        Assert.Equal(
            ["cp1: control-plane/apiserver", "cp1: control-plane/controller-manager", "cp1: control-plane/scheduler"],
            lines.Select(line => line.Split('"')[^2]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void What_is_as_wanted_already_is_not_named()
    {
        Assert.Equal(0, HostProcess.Run("New-KubeCertificate", "-Name", "ca", "-KubernetesVersion", "v1.36.3", "-NodeName", "cp1", "-CertDir", _folder.Path).ExitCode);
        using var temporary = new TemporaryFolder();

        var outcome = HostProcess.RunWith(
            ("TMPDIR", temporary.Path), "New-KubeCertificate", "-Name", "ca,apiserver", "-KubernetesVersion", "v1.36.3", "-NodeName", "cp1", "-CertDir", _folder.Path, "-WhatIf");

        Assert.Equal(["cp1: certs/apiserver"], outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('"')[^2]));
        Assert.Equal(["ca.crt", "ca.key"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order());
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(temporary.Path), entry => Path.GetFileName(entry).StartsWith("kubeadm", StringComparison.Ordinal));
    }

    [Fact]
    public void The_callers_preference_counts_and_the_switch_comes_before_it()
    {
        var script = $"$WhatIfPreference = $true; New-KubeCertificate -Name ca -NodeName cp1 -KubernetesVersion v1.36.3 -CertDir '{_folder.Path}'";

        Assert.Contains("on target \"cp1: certs/ca\"", HostProcess.Run("-Command", script).Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));

        Assert.DoesNotContain("What if", HostProcess.Run("-Command", script + " -WhatIf:$false").Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "ca.crt")));
    }

    [Fact]
    public void Etcds_certificates_are_not_named_where_others_run_etcd()
    {
        var config = _folder.Write("kubeadm.yaml", """
            apiVersion: kubeadm.k8s.io/v1beta4
            kind: ClusterConfiguration
            kubernetesVersion: v1.36.3
            etcd: { external: { endpoints: ["https://192.0.2.9:2379"], caFile: /a, certFile: /b, keyFile: /c } }
            """);

        var targets = WhatIf("Invoke-KubeadmPhase", "-Workflow", "Init", "-Phase", "certs", "-Config", config, "-DryRunPath", _folder.Path).Select(line => line.Split('"')[^2]).ToList();

        Assert.Contains(targets, target => target.EndsWith(": certs/ca", StringComparison.Ordinal));
        Assert.DoesNotContain(targets, target => target.Contains("etcd", StringComparison.Ordinal));
    }

    [Fact]
    public void What_would_be_refused_is_refused()
    {
        var outcome = HostProcess.Run("Initialize-KubeCluster", "-WhatIf", "-KubernetesVersion", "v1.36.3", "-PodNetworkCidr", "nonsense");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("InvalidConfiguration", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("What if", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n", false)]
    [InlineData("y", true)]
    public async Task A_person_is_asked_once_for_the_whole(string answer, bool made)
    {
        using var process = HostProcess.Start("New-KubeCertificate", "-Name", "ca,apiserver", "-KubernetesVersion", "v1.36.3", "-CertDir", _folder.Path, "-Confirm");
        process.StandardInput.WriteLine(answer);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal((0, 1), (process.ExitCode, error.Split("Performing the operation").Length - 1));
        Assert.Equal(made, File.Exists(Path.Combine(_folder.Path, "apiserver.crt")));
        Assert.Equal(made, (await output).Length > 0);
    }

    private static string[] WhatIf(params string[] line)
    {
        var outcome = HostProcess.Run([.. line, "-WhatIf"]);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
