using System.Globalization;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Commands of a node on other machines, over a real sshd.</summary>
public sealed class RemotingTests(SshMachine machine) : IClassFixture<SshMachine>
{
    [SkippableFact]
    public void What_comes_back_has_the_machines_name_and_its_view()
    {
        var outcome = Run("$checks = Test-KubeNode @where -KubernetesVersion v1.36.3; $checks | Group-Object PSComputerName | ForEach-Object Name; $checks[0]");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.StartsWith("127.0.0.1\n", outcome.Output, StringComparison.Ordinal);
        Assert.Matches(@"\nIsPrivilegedUser +(Passed|Failed)", outcome.Output);
    }

    [SkippableFact]
    public void One_that_cannot_be_reached_is_an_error_and_the_others_are_worked_on()
    {
        var outcome = Run("""
            $where.HostName = "127.0.0.1:$($where.Port)", '127.0.0.1:1'
            $where.Remove('Port')
            (Test-KubeNode @where -KubernetesVersion v1.36.3 -ErrorVariable problems -ErrorAction SilentlyContinue | Measure-Object).Count
            $problems.Count
            $problems[0].FullyQualifiedErrorId
            """);

        // What ssh says comes before.
        var lines = outcome.Output.TrimEnd().Split('\n')[^3..];
        Assert.True(int.Parse(lines[0], CultureInfo.InvariantCulture) > 20, outcome.Output + outcome.Error);
        Assert.Equal(["1", "PSSessionStateBroken"], [lines[1], lines[2]]);
    }

    [SkippableFact]
    public void How_many_are_worked_on_at_once_can_be_limited()
    {
        var outcome = Run("""
            $where.HostName = "127.0.0.1:$($where.Port)", "localhost:$($where.Port)", '127.0.0.1:1'
            $where.Remove('Port')
            'apiserver' | Get-KubeCertificate @where -CertDir /nowhere -ThrottleLimit 1 -ErrorVariable problems -ErrorAction SilentlyContinue | ForEach-Object { "$($_.Name) $($_.PSComputerName)" } | Sort-Object
            $problems.Count
            (Get-PSSession).Count
            """);

        Assert.Equal(["apiserver 127.0.0.1", "apiserver localhost", "1", "0"], outcome.Output.TrimEnd().Split('\n')[^4..]);
    }

    [SkippableFact]
    public void How_to_join_goes_over_with_its_secrets_and_WhatIf_is_answered_there()
    {
        var outcome = Run("[pscustomobject]@{ Join = [pscustomobject]@{ ApiServerEndpoint = '127.0.0.1:1'; Token = ConvertTo-SecureString abcdef.0123456789abcdef -AsPlainText; CaCertHashes = @('sha256:' + 'a' * 64) } } | Join-KubeNode @where -WhatIf");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("kubelet-start", outcome.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void An_error_of_a_machine_names_it_and_says_what_to_do()
    {
        var outcome = Run("try { Join-KubeNode @where -ErrorAction Stop } catch { $_.FullyQualifiedErrorId; \"$_\"; $_.ErrorDetails.RecommendedAction }");

        var lines = outcome.Output.Split('\n');
        Assert.StartsWith("InvalidConfiguration,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"[{Environment.MachineName}] ", lines[1], StringComparison.Ordinal);
        Assert.Contains("discovery", lines[1], StringComparison.Ordinal);
        Assert.Contains("Test-KubeadmConfig", lines[2], StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("Test-KubeNode @where -Config '{0}'")]
    [InlineData("Test-KubeNode @where -LiteralPath '{0}'")]
    [InlineData("Get-Item '{0}' | Test-KubeNode @where")]
    [InlineData("'{0}' | Test-KubeNode @where")]
    [InlineData("@{{ apiVersion = 'kubeadm.k8s.io/v1beta4'; kind = 'ClusterConfiguration'; kubernetesVersion = 'v9' }} | Test-KubeNode @where")]
    [InlineData("Test-KubeNode @where -Config @{{ apiVersion = 'kubeadm.k8s.io/v1beta4'; kind = 'ClusterConfiguration'; kubernetesVersion = 'v9' }}")]
    public void A_configuration_is_that_of_this_machine(string line)
    {
        var file = Path.Combine(machine.Folder, "k.yaml");
        File.WriteAllText(file, "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v9");

        var outcome = Run(string.Format(CultureInfo.InvariantCulture, line, file));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("'v9' is neither a version", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Names_from_the_pipeline_go_over_and_a_job_gives_the_same()
    {
        var outcome = Run("('apiserver', 'etcd-server' | Get-KubeCertificate @where -CertDir /nowhere).Name; (Get-KubeCertificate ca @where -CertDir /nowhere -AsJob | Receive-Job -Wait).Name");

        Assert.Equal((0, "apiserver\netcd-server\nca\n"), (outcome.ExitCode, outcome.Output));
    }

    [SkippableFact]
    public void Objects_of_the_pipeline_name_machines_and_what_each_is_given()
    {
        var outcome = Run("""
            $rows = "HostName,NodeName`n127.0.0.1:$($where.Port),rack-1`nlocalhost:$($where.Port),`n127.0.0.1:1,rack-3" | ConvertFrom-Csv
            $where.Remove('Port'); $where.Remove('HostName')
            $info = [pscustomobject]@{ ApiServerEndpoint = '127.0.0.1:1'; Token = ConvertTo-SecureString abcdef.0123456789abcdef -AsPlainText; CaCertHashes = @('sha256:' + 'a' * 64) }
            $rows | Join-KubeNode @where -JoinInfo $info -WhatIf -ErrorVariable problems -ErrorAction SilentlyContinue
            $rows[0..1] | Invoke-KubeDscResource KubeNode Get @{} @where -ThrottleLimit 1 | ForEach-Object { "$($_.PSComputerName) $($_.Role)" }
            $problems.Count
            (Get-PSSession).Count
            """);

        Assert.Contains("\"rack-1: kubelet-start\"", outcome.Output, StringComparison.Ordinal);
        Assert.Contains($"\"{Environment.MachineName}: kubelet-start\"", outcome.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("rack-3", outcome.Output, StringComparison.Ordinal);
        var lines = outcome.Output.TrimEnd().Split('\n');
        Assert.Equal(["127.0.0.1 None", "localhost None"], lines[^4..^2].Order(StringComparer.Ordinal));
        Assert.Equal(["1", "0"], lines[^2..]);
    }

    [Theory]
    [InlineData("$one, $one | Test-KubeNode", "DuplicateMachine", "h1 twice")]
    [InlineData("$one, [pscustomobject]@{ Name = 'h2' } | Test-KubeNode -UserName root", "MissingMandatoryParameter", "HostName")]
    [InlineData("@{ apiVersion = 'kubeadm.k8s.io/v1beta4'; kind = 'ClusterConfiguration' }, $one | Test-KubeNode", "MissingMandatoryParameter", "HostName")]
    [InlineData("$one | Reset-KubeNode -AsJob -Force", "AmbiguousParameterSet", "New-PSSession")]
    public void Objects_that_do_not_each_name_a_machine_of_their_own_are_refused_before_any_is_reached(string line, string id, string part)
    {
        var outcome = HostProcess.Run("-NoProfile", "-Command", $"$one = [pscustomobject]@{{ HostName = 'h1' }}; try {{ {line} }} catch {{ $_.FullyQualifiedErrorId; \"$_\" }}");

        Assert.StartsWith(id + ",", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(part, outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ssh", outcome.Error, StringComparison.OrdinalIgnoreCase);
    }

    [SkippableTheory]
    [InlineData("$WhatIfPreference = $true")]
    [InlineData("function Invoke-Runbook { [CmdletBinding(SupportsShouldProcess)] param() Initialize-KubeCluster @where -DryRunPath {0} -KubernetesVersion v1.36.3 -IgnorePreflightError all }; Invoke-Runbook -WhatIf; $WhatIfPreference = $true")]
    public void What_a_caller_only_asks_about_is_not_done_there(string begin)
    {
        var folder = $"{machine.Folder}/asked";

        var outcome = Run($"$WarningPreference = 'SilentlyContinue'; {begin.Replace("{0}", folder, StringComparison.Ordinal)}; Initialize-KubeCluster @where -DryRunPath {folder} -KubernetesVersion v1.36.3 -IgnorePreflightError all");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("What if: ", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", outcome.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [SkippableFact]
    public void A_cluster_is_made_on_another_machine()
    {
        var outcome = Run($"Initialize-KubeCluster @where -DryRunPath {machine.Folder}/dry -NodeName cp1 -KubernetesVersion v1.36.3 -IgnorePreflightError all -WarningAction SilentlyContinue | ForEach-Object {{ \"$($_.PSComputerName) $($_.NodeName) $($_.Join.Token.GetType().Name)\" }}");

        Assert.Equal((0, "127.0.0.1 cp1 SecureString\n"), (outcome.ExitCode, outcome.Output));
        Assert.True(Directory.Exists(Path.Combine(machine.Folder, "dry")));
    }

    [SkippableTheory]
    [InlineData("New-KubeJoinInfo @where -Kubeconfig /nowhere/f")]
    [InlineData("New-KubeToken @where -Kubeconfig /nowhere/f")]
    [InlineData("Get-KubeToken @where -Kubeconfig /nowhere/f")]
    [InlineData("'abcdef' | Remove-KubeToken @where -Kubeconfig /nowhere/f")]
    [InlineData("Publish-KubeCertificate @where -Kubeconfig /nowhere/f")]
    [InlineData("Get-KubeUpgradePlan v1.36.3 @where -Kubeconfig /nowhere/f")]
    [InlineData("Get-KubeComponentConfig @where -Kubeconfig /nowhere/f")]
    public void What_a_control_plane_is_asked_is_asked_there(string line)
    {
        var outcome = Run($"try {{ {line} -ErrorAction Stop }} catch {{ \"$_\" }}");

        Assert.StartsWith($"[{Environment.MachineName}] ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("/nowhere/f", outcome.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("Test-KubeNode -UserName root -ThrottleLimit 2", "MissingMandatoryParameter", "give -HostName, -ComputerName or -Session")]
    [InlineData("Test-KubeNode -HostName a -ThrottleLimit 1 -AsJob", "AmbiguousParameterSet", "New-PSSession")]
    [InlineData("Test-KubeNode -HostName a -ComputerName b", "AmbiguousParameterSet", "-HostName and -ComputerName do not go together")]
    public void Machines_are_told_in_one_way(string line, string id, string part)
    {
        var outcome = Run($"try {{ {line} }} catch {{ $_.FullyQualifiedErrorId; \"$_\" }}");

        Assert.StartsWith(id + ",", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(part, outcome.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_cmdlets_line_of_kubeadm_ps_takes_machines_too()
    {
        var outcome = HostProcess.Run("Get-KubeCertificate", "-HostName", "127.0.0.1:1");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("[127.0.0.1]", outcome.Error, StringComparison.Ordinal);
    }

    private HostOutcome Run(string script)
    {
        machine.Require();
        return HostProcess.Run("-NoProfile", "-Command", $"$where = {machine.Where}; {script}");
    }
}
