namespace Kubeadm.PowerShell.Tests;

/// <summary>kubeadm-ps as PowerShell: scripts, commands, jobs, help, the prompt.</summary>
public sealed class ShellTests
{
    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'no'", 1)]
    [InlineData("1", 0)]
    [InlineData("Get-Item /nowhere", 1)]
    [InlineData("Get-Item /nowhere -ErrorAction SilentlyContinue; 1", 0)]
    [InlineData("New-KubeToken -Token nonsense -GenerateOnly", 1)]
    public void A_command_sets_the_exit_code_as_in_pwsh(string script, int expected) => Assert.Equal(expected, Run("-Command", script).ExitCode);

    [Theory]
    [InlineData("[Environment]::GetEnvironmentVariable('POWERSHELL_TELEMETRY_OPTOUT')", "1")]
    [InlineData("(Get-Module).Name -contains 'Kubeadm'", "True")]
    [InlineData("(Get-Command -Module Kubeadm).Count -eq (Get-Module Kubeadm).ExportedCommands.Count", "True")]
    [InlineData("(Get-Module Kubeadm).Version -gt '0.0'", "True")]
    [InlineData("[Kubeadm.KubeadmVersion].Name", "KubeadmVersion")]
    [InlineData("(Get-KubeadmVersion | ConvertTo-Json | ConvertFrom-Json).GitVersion", "v1.36.3")]
    [InlineData("(Get-KubeadmPhase | Group-Object Workflow | Sort-Object Name)[0].Name", "Init")]
    [InlineData("(Get-Help New-KubeToken).Synopsis.Length -gt 20", "True")]
    [InlineData("(Get-Help about_Kubeadm_Upgrade) -match 'kubeadm-config' -as [bool]", "True")]
    [InlineData("(Start-Job { (Get-KubeadmVersion).GitVersion } | Receive-Job -Wait)", "v1.36.3")]
    [InlineData("(Start-ThreadJob { (Get-KubeadmVersion).GitVersion } | Receive-Job -Wait)", "v1.36.3")]
    [InlineData("1..2 | ForEach-Object -Parallel { (Get-KubeadmVersion).GitVersion } | Select-Object -Unique", "v1.36.3")]
    [InlineData("(TabExpansion2 'Invoke-KubeadmPhase -Workflow Ini' 33).CompletionMatches[0].CompletionText", "Init")]
    [InlineData("Add-Type 'public class Compiled { public static int Answer() => 42; }'; [Compiled]::Answer()", "42")]
    [InlineData("[cultureinfo]::new('en-US').Name", "en-US")]
    [InlineData("(Get-Command pwsh).Source -eq (Join-Path $PSHOME pwsh)", "True")]
    public void It_is_the_whole_of_PowerShell_with_the_module(string script, string expected)
    {
        var outcome = Run("-Command", script);

        Assert.Equal((0, expected, ""), (outcome.ExitCode, outcome.Output.Trim(), outcome.Error));
    }

    [Theory]
    [InlineData(new[] { "-Command", "-" }, "'from ' + 'a pipe'\n", "from a pipe")]
    [InlineData(new string[0], "'from ' + 'nothing'\n", "from nothing")]
    [InlineData(new[] { "-Command", "$input | ForEach-Object { \"<$_>\" }" }, "one\ntwo\n", "<one>|<two>")]
    public void It_reads_standard_input(string[] words, string input, string expected)
    {
        var outcome = HostProcess.RunWithInput(input, [.. Quiet, .. words]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(expected, outcome.Output.Replace("\n", "|", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-File")]
    [InlineData(null)]
    public void A_script_gets_its_arguments_and_sets_the_exit_code(string? parameter)
    {
        using var folder = new TemporaryFolder();
        var script = folder.Write("s.ps1", "param([string] $Name, [switch] $Loud) if ($Loud) { $Name.ToUpper() } else { $Name } exit 7");

        var outcome = HostProcess.Run([.. parameter is null ? [] : new[] { parameter }, script, "-Name", "a b", "-Loud"]);

        Assert.Equal((7, "A B\n"), (outcome.ExitCode, outcome.Output));
    }

    [Theory]
    [InlineData("New-KubeConfig", "--help")]
    [InlineData("New-KubeCertificate", "-?")]
    [InlineData("import-kubecertificate", "-Help")]
    [InlineData("Get-Help", "New-KubeToken")]
    public void Asking_a_cmdlet_for_help_does_not_run_it(string cmdlet, string word)
    {
        var outcome = HostProcess.Run(cmdlet, word);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("SYNOPSIS", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cmdlet_of_another_module_takes_a_shells_words()
    {
        var outcome = HostProcess.Run("Join-String", "-InputObject", "a b,'c'", "-OutputPrefix", "<", "-OutputSuffix", "$x");

        Assert.Equal((0, "<a b,'c'$x\n"), (outcome.ExitCode, outcome.Output));
    }

    [Theory]
    [InlineData("get-kubeadmversion")]
    [InlineData("init", "-?")]
    public void Words_are_understood_whatever_their_spelling(params string[] words) => Assert.Equal((0, ""), (HostProcess.Run(words).ExitCode, HostProcess.Run(words).Error));

    [SkippableTheory]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void Commands_that_are_to_come_by_a_pipe_are_ended_as_a_shells(string signal, int exitCode)
    {
        Skip.If(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        Skip.If(signal == "HUP" && IgnoresHangUp(), "The tests run under nohup, and a program that is started so stays when its terminal goes.");
        using var process = HostProcess.Start("-NoProfile", "-Command", "-");
        process.StandardInput.WriteLine("'ready'");
        while (process.StandardOutput.ReadLine() is { } line && !line.EndsWith("ready", StringComparison.Ordinal))
        {
        }

        Assert.Equal(exitCode, HostProcess.Signal(process, signal));
    }

    [SkippableFact]
    public void Without_a_home_no_module_is_looked_for_where_anybody_may_put_one()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has the folder from the account.");

        var outcome = HostProcess.RunInShell("unset HOME; \"$0\" -NoProfile -Command '$env:PSModulePath'");

        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain("/tmp", outcome.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Its_prompt_has_the_module_and_completes()
    {
        using var terminal = Terminal.Open($"{Places.Host} -NoProfile");
        terminal.WaitFor("Get-Command -Module Kubeadm");
        terminal.WaitFor("PS ");

        terminal.Type("Invoke-KubeadmPhase -Workflow UpgradeA", "Tab");
        terminal.WaitFor("-Workflow UpgradeApply");
        terminal.Type("", "C-c");
        terminal.Type("(Get-KubeadmVersion).GitVersion", "Enter");
        terminal.WaitFor("\nv1.36.3");
        terminal.Type("'for ' + 'ever'; while ($true) { }", "Enter");
        terminal.WaitFor("\nfor ever");
        terminal.Type("", "C-c");
        terminal.Type("'still ' + 'here'", "Enter");
        terminal.WaitFor("\nstill here");
        terminal.Type("exit 5", "Enter");
        terminal.WaitFor("ended with 5");
    }

    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 130)]
    [InlineData("HUP", 129)]
    public void A_signal_ends_it_within_a_second_and_what_it_had_begun_is_put_away(string signal, int exitCode)
    {
        Skip.If(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        Skip.If(signal == "HUP" && IgnoresHangUp(), "The tests run under nohup, and a program that is started so stays when its terminal goes.");
        using var folder = new TemporaryFolder();
        var path = folder.Path + "/cleaned";
        using var process = HostProcess.Start("-NoProfile", "-Command", $"try {{ 'ready'; while ($true) {{ }} }} finally {{ [IO.File]::WriteAllText('{path}', '') }}");
        Assert.Equal("ready", process.StandardOutput.ReadLine());

        Assert.Equal(exitCode, HostProcess.Signal(process, signal));
        Assert.True(File.Exists(path));
    }

    /// <summary>Programs inherit which signals are ignored; SIGHUP is the lowest bit of the mask (proc(5)).</summary>
    private static bool IgnoresHangUp() =>
        OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status").Any(line => line.StartsWith("SigIgn:", StringComparison.Ordinal) && "13579bdf".Contains(line[^1]));

    [SkippableFact]
    public void What_is_to_outlive_its_terminal_does()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The shell ignores the signal for it.");

        var outcome = HostProcess.RunInShell("trap '' HUP; \"$0\" -Command \"/bin/kill -HUP \\$PID; 'went on'\"");

        Assert.Equal((0, "went on\n"), (outcome.ExitCode, outcome.Output));
    }

    private static readonly string[] Quiet = ["-NoProfile", "-NoLogo"];

    private static HostOutcome Run(params string[] words) => HostProcess.Run([.. Quiet, .. words]);
}
