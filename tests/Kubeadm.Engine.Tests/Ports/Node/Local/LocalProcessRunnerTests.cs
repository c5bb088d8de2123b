using System.Globalization;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Node.Local;

public sealed class LocalProcessRunnerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);

    private readonly LocalProcessRunner _processes = new();

    [SkippableFact]
    public async Task What_a_program_says_and_how_it_ends_is_told()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no sh");

        var result = await _processes.RunAsync("sh", ["-c", "echo said; echo wrong >&2; pwd; exit 3"], default);

        Assert.Equal(new ProcessResult(3, "said\n/\n", "wrong\n"), result);
    }

    [SkippableFact]
    public async Task A_program_in_the_current_folder_or_beside_the_executable_is_not_started()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no sh");
        var name = "kubeadm-evil-" + Guid.NewGuid().ToString("N");
        string[] places = [Path.Combine(Environment.CurrentDirectory, name), Path.Combine(AppContext.BaseDirectory, name)];
        try
        {
            Assert.All(places, place =>
            {
                File.WriteAllText(place, "#!/bin/sh\necho evil\n");
                new LocalFileSystem().SetMode(place, NodeFileModes.PrivateDirectory);
            });

            Assert.Null(_processes.Find(name));
            Assert.Null(_processes.Find("./" + name));
            var error = await Assert.ThrowsAsync<KubeadmException>(() => _processes.RunAsync(name, [], default));
            Assert.Equal(("ProgramFailed", name), (error.ErrorId, error.Target));
        }
        finally
        {
            Array.ForEach(places, File.Delete);
        }
    }

    [SkippableFact]
    public async Task A_program_that_never_ends_is_killed_with_its_children()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "looks at /proc");
        using var folder = new TemporaryFolder();

        var error = await Assert.ThrowsAsync<KubeadmException>(() => _processes.RunAsync(
            "sh", ["-c", $"sleep 1000 & echo $! >{folder["child"]}; wait"], Soon, default));

        Assert.Equal(("ProgramTimedOut", KubeadmErrorKind.Timeout), (error.ErrorId, error.Kind));
        Assert.True(IsGone(File.ReadAllText(folder["child"])));
    }

    [SkippableFact]
    public async Task A_child_that_holds_the_output_of_a_program_that_has_ended_is_killed_and_what_was_said_is_told()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && _processes.Find("setsid") is not null, "needs setsid");

        var result = await _processes.RunAsync("sh", ["-c", "sleep 1000 & echo $!"], default);

        Assert.Equal(0, result.ExitCode);
        Assert.True(IsGone(result.Output));
    }

    [SkippableFact]
    public async Task A_program_that_says_too_much_is_killed()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no yes");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => _processes.RunAsync("yes", [], default));

        Assert.Equal("ProgramFailed", error.ErrorId);
        Assert.Contains("4194304", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Cancelling_kills_it()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "looks at /proc");
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource(Soon);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _processes.RunAsync(
            "sh", ["-c", $"echo $$ >{folder["own"]}; exec sleep 1000"], stop.Token));

        Assert.True(IsGone(File.ReadAllText(folder["own"])));
    }

    /// <summary>A child of a process that was killed has ended when its new parent has not asked for it yet.</summary>
    private static bool IsGone(string process)
    {
        var status = $"/proc/{int.Parse(process, CultureInfo.InvariantCulture)}/status";
        return SpinWait.SpinUntil(() => !File.Exists(status) || File.ReadAllText(status).Contains("State:\tZ", StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }
}
