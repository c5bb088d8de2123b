using System.Management.Automation;

namespace Kubeadm.PowerShell.Tests;

/// <summary>
/// Resets of this machine that must do nothing to it: dry runs, refused ones, and ones that nobody consents to. Those that would go
/// on if a consent were invented name a folder that is always refused.
/// </summary>
[Collection(ModuleSuite.Name)]
public sealed class ResetTests(ModuleSession session) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_phases_are_listed()
    {
        var phases = session.Run("Get-KubeadmPhase -Workflow Reset").ThrowIfFailed().Output;

        Assert.Equal(["preflight", "remove-etcd-member", "cleanup-node"], phases.Select(p => p.Properties["Name"].Value));
    }

    [Fact]
    public void A_dry_run_gives_a_result_for_each_phase_and_touches_nothing()
    {
        var key = _folder.Write("ca.key", "key");

        var outcome = session.Run("Reset-KubeNode -DryRun -CertDir $args[0] -Kubeconfig /nowhere", _folder.Path).ThrowIfFailed();

        Assert.Equal(["preflight", "remove-etcd-member", "cleanup-node"], outcome.Output.Select(o => o.Properties["Phase"].Value));
        Assert.Contains($"Delete File {key}", Changes(outcome.Output[2]));
        Assert.NotEmpty((System.Collections.IEnumerable)outcome.Output[2].Properties["Left"].Value);
        Assert.Contains("[dryrun] Would stop the kubelet service", outcome.Information);
        Assert.Equal("key", File.ReadAllText(key));
    }

    [Fact]
    public void A_single_phase_runs_dry_too()
    {
        var key = _folder.Write("ca.key", "key");

        var outcome = session.Run("Invoke-KubeadmPhase -Workflow Reset -Phase cleanup-node -DryRun -CertDir $args[0]", _folder.Path);

        Assert.Contains($"Delete File {key}", Changes(outcome.Single));
        Assert.True(File.Exists(key));
    }

    [Fact]
    public void WhatIf_names_each_thing_and_touches_nothing()
    {
        var key = _folder.Write("ca.key", "key");

        var outcome = HostProcess.Run("-Command", $"Reset-KubeNode -WhatIf -CertDir '{_folder.Path}' -Kubeconfig /nowhere");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains($"\"Delete File\" on target \"{key}\"", outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(key));
    }

    [Theory]
    [InlineData("Reset-KubeNode -Force -CertDir /")]
    [InlineData("Reset-KubeNode -WhatIf -CertDir /etc")]
    [InlineData("Invoke-KubeadmPhase -Workflow Reset -Phase cleanup-node -CertDir /usr")]
    public void A_folder_that_the_machine_needs_is_refused(string line)
    {
        var error = Assert.Single(session.Run(line).Errors);

        Assert.StartsWith("UnsafeDirectory,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
    }

    [Fact]
    public void A_file_and_a_flag_that_say_the_same_are_refused()
    {
        var file = _folder.Write("reset.yaml", "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ResetConfiguration\ndryRun: true\n");

        var error = Assert.Single(session.Run("Reset-KubeNode -Config $args[0] -CertDir /", file).Errors);

        Assert.StartsWith("InvalidConfiguration,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_by_the_configuration_asks_nobody()
    {
        var file = _folder.Write("reset.yaml", $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: ResetConfiguration\ndryRun: true\ncertificatesDir: {Path.Combine(_folder.Path, "pki")}\n");

        var outcome = HostProcess.Run("reset", "--config", file);

        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain("[y/N]", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("[dryrun] Would delete files: [/etc/kubernetes/admin.conf ", outcome.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("n\n")]
    [InlineData("\n")]
    [InlineData("yo\n")]
    public void kubeadms_command_goes_on_only_after_a_yes(string answer)
    {
        var outcome = HostProcess.RunWithInput(answer, "reset", "--cert-dir", "/");

        Assert.Equal(1, outcome.ExitCode);
        Assert.EndsWith("Are you sure you want to proceed? [y/N]: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("nothing was done", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y\n", "reset", "--cert-dir", "/")]
    [InlineData("YES\n", "reset", "--cert-dir", "/")]
    [InlineData("", "reset", "--cert-dir", "/", "-f")]
    [InlineData("", "reset", "phase", "cleanupnode", "--cert-dir", "/")]
    [InlineData("", "reset", "--skip-phases", "remove-etcd-member,pre-flight", "--cert-dir", "/")]
    public void With_a_yes_or_force_it_goes_on(string answer, params string[] words)
    {
        var outcome = HostProcess.RunWithInput(answer, words);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("is not emptied", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_a_file_which_may_say_force_kubeadms_flag_is_refused()
    {
        var file = _folder.Write("reset.yaml", "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ResetConfiguration\ncertificatesDir: /\n");

        var outcome = HostProcess.Run("reset", "--config", file, "--force");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("can not mix '--config' with arguments [force]", outcome.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Changes(PSObject phase) =>
        ((System.Collections.IEnumerable)phase.Properties["Changes"].Value).Cast<object>().Select(change => change.ToString()!);
}
