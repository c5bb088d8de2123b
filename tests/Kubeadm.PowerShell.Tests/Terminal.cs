using System.Diagnostics;
using System.Globalization;

namespace Kubeadm.PowerShell.Tests;

/// <summary>A terminal of tmux(1) in which a program runs as for a person.</summary>
internal sealed class Terminal : IDisposable
{
    private const string Program = "/usr/bin/tmux";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();

    private Terminal()
    {
    }

    /// <summary>Opens a terminal of 100 columns and 30 lines; skips the test where there is no tmux.</summary>
    /// <param name="line">The line of sh that runs in it. After it the terminal shows <c>ended with CODE</c>.</param>
    public static Terminal Open(string line)
    {
        Skip.IfNot(File.Exists(Program), "A terminal is made with tmux.");
        var terminal = new Terminal();
        terminal.Tmux("new-session", "-d", "-x", "100", "-y", "30", $"{line}; echo ended with $?; sleep 60");
        return terminal;
    }

    /// <summary>Types a text, then presses keys by their names.</summary>
    public void Type(string text, params string[] keys)
    {
        if (text.Length > 0)
        {
            Tmux("send-keys", "-l", text);
        }

        foreach (var key in keys)
        {
            Tmux("send-keys", key);
        }
    }

    /// <summary>Waits until a text is on the screen.</summary>
    public void WaitFor(string text)
    {
        var watch = Stopwatch.StartNew();
        string screen;
        while (!(screen = Tmux("capture-pane", "-p", "-J")).Contains(text, StringComparison.Ordinal))
        {
            Assert.True(watch.Elapsed < Limit, string.Create(CultureInfo.InvariantCulture, $"\"{text}\" did not come on this screen:\n{screen}"));
            Thread.Sleep(50);
        }
    }

    public void Dispose()
    {
        Tmux("kill-server");
        _folder.Dispose();
    }

    private string Tmux(params string[] words) => HostProcess.RunProgram(Program, "", ["-S", _folder.Path + "/socket", "-f", "/dev/null", .. words]).Output;
}
