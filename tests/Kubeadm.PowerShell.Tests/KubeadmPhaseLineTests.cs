namespace Kubeadm.PowerShell.Tests;

/// <summary>kubeadm's command line has a command for each phase that the engine has, and for no other.</summary>
[Collection(ModuleSuite.Name)]
public sealed class KubeadmPhaseLineTests(ModuleSession session)
{
    /// <summary>Groups that kubeadm has no command <c>all</c> for: they have a single phase.</summary>
    private static readonly string[] Single = ["etcd"];

    [Theory]
    [InlineData("Init", "init")]
    [InlineData("Join", "join")]
    [InlineData("Reset", "reset")]
    [InlineData("UpgradeApply", "upgrade apply")]
    [InlineData("UpgradeNode", "upgrade node")]
    public void Every_phase_is_a_command(string workflow, string command)
    {
        var prefix = $"  {command} phase ";
        var help = HostProcess.Run([.. command.Split(' '), "phase", "--help"]);
        var commands = help.Output.Split('\n').Where(line => line.StartsWith(prefix, StringComparison.Ordinal))
            .Select(line => line[prefix.Length..].Split("  ")[0]);
        var phases = session.Run("Get-KubeadmPhase -Workflow $args[0]", workflow).ThrowIfFailed().Output
            .Select(phase => (Path: ((string)phase.Properties["Name"].Value).Replace('/', ' '), IsGroup: (bool)phase.Properties["HasChildren"].Value))
            .Where(phase => !Single.Contains(phase.Path))
            .Select(phase => phase.IsGroup ? phase.Path + " all" : phase.Path);

        Assert.Equal(0, help.ExitCode);
        Assert.Equal(phases.Order(StringComparer.Ordinal), commands.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("init phase bootstrap-token", "init", "phase", "bootstraptoken")]
    [InlineData("reset phase preflight", "reset", "phase", "pre-flight")]
    [InlineData("certs check-expiration", "certificates", "check-expiration")]
    public void Other_words_for_a_command_are_taken(string command, params string[] words) =>
        Assert.Contains($"  kubeadm {command} [flags]", HostProcess.Run([.. words, "--help"]).Output, StringComparison.Ordinal);
}
