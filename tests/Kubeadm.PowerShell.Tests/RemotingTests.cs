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
