using System.Text.Json.Nodes;

namespace Kubeadm.PowerShell.Tests;

public sealed class HostTests
{
    [Theory]
    [InlineData("-Help")]
    [InlineData("-?")]
    [InlineData("--help")]
    public void It_tells_how_to_use_it(string word)
    {
        var outcome = HostProcess.Run(word);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Initialize-KubeCluster", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_are_json_with_the_objects_properties()
    {
        var outcome = HostProcess.Run("-OutputFormat", "Json", "Get-KubeImage", "-KubernetesVersion", "v1.36.3");

        var images = JsonNode.Parse(outcome.Output)!.AsArray();
        Assert.Equal("registry.k8s.io/kube-apiserver:v1.36.3", (string?)images[0]!["Image"]);
        Assert.Equal("v1.36.3", (string?)images[0]!["Tag"]);
    }

    [Fact]
    public void Results_are_yaml_with_the_objects_properties()
    {
        var outcome = HostProcess.Run("-OutputFormat", "Yaml", "Get-KubeadmVersion");

        Assert.Contains("GitVersion: v1.36.3\n", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-KubeJoinInfo", "-Kubeconfig", "/nowhere/admin.conf")]
    [InlineData("-Command", "Get-KubeJoinInfo -Kubeconfig /nowhere/admin.conf")]
    public void A_cmdlet_is_found_by_its_alias_too(params string[] words)
    {
        var outcome = HostProcess.Run(words);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("there is no kubeconfig /nowhere/admin.conf", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_is_told_with_its_id_and_ends_with_1()
    {
        var outcome = HostProcess.Run("Get-KubeImage", "-Config", "/nowhere/kubeadm.yaml");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("/nowhere/kubeadm.yaml", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("what to do: Check the path", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("FileNotFound", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_credential_plugin_that_fails_is_run_once_and_quoted_once()
    {
        Skip.If(OperatingSystem.IsWindows(), "The plugin is a script of sh.");
        using var folder = new TemporaryFolder();
        var plugin = folder.Write("plugin", $"#!/bin/sh\necho ran >>'{folder.Path}/runs'\necho 'login expired' >&2\nexit 3\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(plugin, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var kubeconfig = folder.Write("kubeconfig", $$$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
            contexts: [{name: c, context: {cluster: c, user: u}}]
            users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: {{{plugin}}}, interactiveMode: Never} } }]
            current-context: c
            """);

        var outcome = HostProcess.Run(
            "Join-KubeNode", "-DiscoveryFile", kubeconfig, "-NodeName", "n1", "-CriSocket", "unix:///nowhere.sock", "-DryRunPath", folder.Path + "/dry", "-Verbose");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(2, outcome.Error.Split("login expired").Length);
        Assert.Equal("ran\n", File.ReadAllText(folder.Path + "/runs"));
    }

    [SkippableTheory]
    [InlineData("New-KubeCertificate -Name ca -KubernetesVersion v1.36.3 -CertDir /nowhere -Config kubeadm.yaml", "kubeadm.yaml")]
    [InlineData("certs check-expiration --config sub/kubeadm.yaml", "sub/kubeadm.yaml")]
    public void A_relative_path_of_a_folder_that_is_gone_is_an_error_that_says_so(string words, string path)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Elsewhere the folder of a process cannot be removed.");
        using var folder = new TemporaryFolder();

        var outcome = HostProcess.RunInShell($"mkdir '{folder.Path}/gone' && cd '{folder.Path}/gone' && rmdir '{folder.Path}/gone' && \"$0\" {words}");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains($"{path} cannot be resolved: the current folder is gone", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("\"$0\" token generate >/dev/full", 1, "No space left on device")]
    [InlineData("\"$0\" config print init-defaults >&-", 1, "standard output cannot be written")]
    [InlineData("\"$0\" Get-KubeadmVersion >/dev/full", 1, "standard output cannot be written")]
    [InlineData("\"$0\" config validate --config /nowhere >/dev/full 2>/dev/full", 1, "")]
    [InlineData("\"$0\" token generate 2>&-", 0, "")]
    public void What_cannot_be_written_is_a_failure_on_standard_output_alone(string line, int exitCode, string said)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "There is no /dev/full.");

        var outcome = HostProcess.RunInShell(line);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_home_in_which_nothing_can_be_made_is_told_by_its_name()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "There is no /proc.");

        var outcome = HostProcess.RunInShell("HOME=/proc \"$0\" Get-KubeadmVersion");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("cannot use the home folder /proc", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("set HOME", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comma_in_the_name_of_a_file_is_a_letter_and_else_parts_a_list()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a,b.yaml", "apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\n");

        Assert.Equal("True\n", HostProcess.Run("Test-KubeadmConfig", file, "-Quiet").Output);
        Assert.Contains("a.yaml", HostProcess.Run("Test-KubeadmConfig", "/nowhere/a.yaml,/nowhere/b.yaml").Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("upgrade plan --config '' --kubeconfig ''", "KubeconfigNotFound")]
    [InlineData("token list --kubeconfig ''", "KubeconfigNotFound")]
    [InlineData("Get-KubeUpgradePlan -Config ''", "InvalidArgument")]
    [InlineData("Get-KubeToken -Kubeconfig ''", "InvalidArgument")]
    public void A_path_without_text_is_none_to_kubeadm_and_refused_elsewhere(string words, string id)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The shell sets the home folder.");

        using var home = new TemporaryFolder();

        var outcome = HostProcess.RunInShell($"HOME='{home.Path}' KUBECONFIG= \"$0\" {words}");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains($"id: {id},", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void An_interrupt_ends_the_wait_for_a_pipe_that_nobody_fills()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Pipes are made with mkfifo.");
        using var folder = new TemporaryFolder();
        var pipe = folder.Path + "/pipe";
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            mkfifo.WaitForExit();
        }

        using var process = HostProcess.Start("-Command", $"[Console]::Out.WriteLine('ready'); Get-KubeToken -Kubeconfig '{pipe}'");
        Assert.Equal("ready", process.StandardOutput.ReadLine());

        Assert.Equal(130, HostProcess.Interrupt(process));
    }

    [Fact]
    public void Views_fit_100_columns()
    {
        using var folder = new TemporaryFolder();
        var bad = folder.Write("bad.yaml", "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nnetworking:\n  serviceSubnet: this is a very long value that no one would call a range of addresses at all\n");
        string[][] lines =
        [
            ["Get-KubeadmPhase"],
            ["Get-KubeImage", "-KubernetesVersion", "v1.36.3"],
            ["New-KubeCertificate", "-KubernetesVersion", "v1.36.3", "-DryRunPath", folder.Path + "/pki"],
            ["Test-KubeadmConfig", bad],
            ["Test-KubeNode", "-KubernetesVersion", "v1.36.3"],
            ["New-KubeadmConfig"],
            ["Invoke-KubeadmPhase", "-Workflow", "Init", "-Phase", "certs,kubeconfig", "-KubernetesVersion", "v1.36.3", "-DryRunPath", folder.Path + "/dry"],
        ];

        Assert.All(lines.SelectMany(line => HostProcess.Run(line).Output.Split('\n')), text => Assert.True(text.Length <= 100, text));
    }

    [Fact]
    public void A_clusters_view_hides_its_token()
    {
        using var folder = new TemporaryFolder();

        var outcome = HostProcess.Run("Initialize-KubeCluster", "-DryRunPath", folder.Path, "-KubernetesVersion", "v1.36.3", "-Token", "abcdef.0123456789abcdef", "-IgnorePreflightError", "all");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("abcdef.****", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", outcome.Output + outcome.Error, StringComparison.Ordinal);
    }
}
