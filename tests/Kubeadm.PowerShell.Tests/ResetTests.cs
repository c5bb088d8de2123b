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

    [Theory]
    [InlineData("Reset-KubeNode -DryRun -CertDir $args[0]", "-AllowDirectory $args[0]")]
    [InlineData("Reset-KubeNode -DryRun -CertDir $args[0]", "-AllowDirectory /nowhere, ./notes/../.")]
    [InlineData("Invoke-KubeadmPhase -Workflow Reset -Phase cleanup-node -DryRun -CertDir $args[0]", "-AllowDirectory .")]
    public void A_folder_with_other_files_in_it_is_emptied_only_when_it_is_named(string line, string named)
    {
        var notes = _folder.Write("notes.txt", "mine");
        string Located(string script) => $"Push-Location $args[0]; try {{ {script} }} finally {{ Pop-Location }}";

        var error = Assert.Single(session.Run(Located(line), _folder.Path).Errors);
        var outcome = session.Run(Located($"{line} {named}"), _folder.Path).ThrowIfFailed();

        Assert.StartsWith("UnsafeDirectory,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"Delete File {notes}", outcome.Output.SelectMany(Changes));
        Assert.Equal("mine", File.ReadAllText(notes));
    }

    [Fact]
    public void WhatIf_names_other_files_in_a_folder_that_is_named_and_touches_nothing()
    {
        var notes = _folder.Write("notes.txt", "mine");

        var outcome = HostProcess.Run("Reset-KubeNode", "-WhatIf", "-CertDir", _folder.Path, "-AllowDirectory", $"/nowhere,{_folder.Path}");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains($"\"Delete File\" on target \"{notes}\"", outcome.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(notes));
    }

    [Theory]
    [InlineData("Reset-KubeNode -DryRun -CertDir / -AllowDirectory /")]
    [InlineData("Reset-KubeNode -DryRun -CertDir /etc -AllowDirectory /etc, /etc/")]
    [InlineData("Invoke-KubeadmPhase -Workflow Reset -Phase cleanup-node -DryRun -CertDir /usr/lib/ssl -AllowDirectory /usr/lib/ssl")]
    [InlineData("$link = New-Item -ItemType SymbolicLink -Path $args[0] -Name pki -Target /etc; Reset-KubeNode -DryRun -CertDir $link.FullName -AllowDirectory $link.FullName, /etc")]
    public void A_folder_that_the_machine_needs_is_refused_also_when_it_is_named(string line)
    {
        var error = Assert.Single(session.Run(line, _folder.Path).Errors);

        Assert.StartsWith("UnsafeDirectory,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("the machine needs what is in it", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Naming_the_folder_above_is_not_enough()
    {
        var pki = Directory.CreateDirectory(Path.Combine(_folder.Path, "pki")).FullName;
        _folder.Write("pki/notes.txt", "mine");

        var error = Assert.Single(session.Run("Reset-KubeNode -DryRun -CertDir $args[1] -AllowDirectory $args[0]", _folder.Path, pki).Errors);

        Assert.StartsWith("UnsafeDirectory,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_name_allows_nothing_and_is_refused()
    {
        var error = Assert.Single(session.Run("Reset-KubeNode -DryRun -AllowDirectory /nowhere, ''").Errors);

        Assert.StartsWith("ParameterArgumentValidationError,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_to_be_named_are_completed()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "certificates"));
        var line = $"Invoke-KubeadmPhase -Workflow Reset -AllowDirectory {_folder.Path}/cert";

        var words = session.Run("(TabExpansion2 $args[0] $args[0].Length).CompletionMatches.CompletionText", line);

        Assert.Equal(Path.Combine(_folder.Path, "certificates"), words.Single.ToString());
    }

    [Theory]
    [InlineData("reset", "--kubeconfig", "/nowhere", "--cert-dir", "FOLDER", "--allow-directory", "/nowhere,FOLDER")]
    [InlineData("reset", "--kubeconfig", "/nowhere", "--cert-dir=FOLDER", "--allow-directory=FOLDER", "--allow-directory=/nowhere")]
    [InlineData("reset", "phase", "cleanup-node", "--cert-dir", "FOLDER", "--allow-directory", "FOLDER")]
    public void kubeadms_command_line_names_folders_too(params string[] words)
    {
        var notes = _folder.Write("notes.txt", "mine");
        string[] line = [.. words.Select(word => word.Replace("FOLDER", _folder.Path, StringComparison.Ordinal)), "--dry-run"];

        var outcome = HostProcess.Run(line);
        var refused = HostProcess.Run([.. line.Take(Array.FindIndex(line, word => word.StartsWith("--allow", StringComparison.Ordinal))), "--dry-run", "--allow-directory", ""]);

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Matches($"Would delete contents of directories: .*{_folder.Path}", outcome.Output);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("which is not of the cluster's certificates", refused.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(notes));
    }

    [Fact]
    public void A_folder_is_named_beside_a_configuration_that_says_which_it_is()
    {
        var pki = Directory.CreateDirectory(Path.Combine(_folder.Path, "pki")).FullName;
        var notes = _folder.Write("pki/notes.txt", "mine");
        var file = _folder.Write("reset.yaml", $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: ResetConfiguration\ncertificatesDir: {pki}\n");

        var outcome = session.Run("Reset-KubeNode -DryRun -Config $args[0] -AllowDirectory $args[1]", file, pki).ThrowIfFailed();

        Assert.Contains($"Delete File {notes}", outcome.Output.SelectMany(Changes));
    }

    [Fact]
    public void A_file_and_a_flag_that_say_the_same_are_refused()
    {
        var file = _folder.Write("reset.yaml", "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ResetConfiguration\ndryRun: true\n");

        var error = Assert.Single(session.Run("Reset-KubeNode -Config $args[0] -CertDir /", file).Errors);

        Assert.StartsWith("ValuesBesideFile,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("", true)]
    [InlineData("n\n", true)]
    [InlineData("y\n", true)]
    [InlineData("", false, "--force")]
    [InlineData("", false, "--dry-run")]
    public void The_phase_of_checks_asks_as_the_whole_does(string answer, bool asks, params string[] flags)
    {
        var outcome = HostProcess.RunWithInput(answer, ["reset", "phase", "preflight", "--ignore-preflight-errors", "all", .. flags]);

        Assert.Equal(asks, outcome.Output.Contains("Are you sure you want to proceed? [y/N]: ", StringComparison.Ordinal));
        Assert.Equal(asks && answer != "y\n" ? 1 : 0, outcome.ExitCode);
        Assert.Equal(outcome.ExitCode == 1, outcome.Error.Contains("nothing was done", StringComparison.Ordinal));
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
