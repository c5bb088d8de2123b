using System.ComponentModel;
using System.Diagnostics;
using Kubeadm.Engine.Ports.Node.Linux;

namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>A program that runs, with the processes that it started.</summary>
/// <remarks>
/// On Linux it leads a session of its own where <c>setsid</c> is installed, so that its children can be killed with it also when it has
/// ended before them; its terminal is not ours then, and Ctrl+C reaches it as cancellation.
/// </remarks>
internal sealed class RunningProgram : IDisposable
{
    private const string SessionProgram = "setsid";

    private static readonly TimeSpan Death = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly bool _leadsSession;
    private bool _isOver;

    private RunningProgram(Process process, bool leadsSession)
    {
        (_process, _leadsSession) = (process, leadsSession);
        _process.StandardInput.Close();
        Output = new LimitedOutput(process.StandardOutput.BaseStream, process.StandardOutput.CurrentEncoding, ProcessLimits.MaximumOutput);
        Error = new LimitedOutput(process.StandardError.BaseStream, process.StandardError.CurrentEncoding, ProcessLimits.MaximumOutput);
    }

    /// <summary>Its standard output.</summary>
    public LimitedOutput Output { get; }

    /// <summary>Its standard error.</summary>
    public LimitedOutput Error { get; }

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a program. It sees none of the current folder.</summary>
    /// <param name="path">Its absolute path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables that it has besides those of this process.</param>
    public static RunningProgram Start(string path, IReadOnlyList<string> arguments, IReadOnlyCollection<KeyValuePair<string, string>> environment)
    {
        var session = OperatingSystem.IsLinux() ? ProgramSearch.Find(SessionProgram) : null;
        var start = new ProcessStartInfo(session ?? path, session is null ? arguments : [path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = OperatingSystem.IsWindows() ? Environment.SystemDirectory : "/",
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return new RunningProgram(Process.Start(start) ?? throw new Win32Exception("no process was made"), session is not null);
        }
        catch (Win32Exception e)
        {
            throw ProgramErrors.CannotStart(path, e);
        }
    }

    /// <summary>Waits until it has ended; its children may go on.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Reports that it has ended and left nothing behind: its number may soon be another's.</summary>
    public void Release() => _isOver = true;

    /// <summary>Kills what is left of it and waits until it is gone.</summary>
    public void Dispose()
    {
        if (!_isOver)
        {
            _isOver = true;
            Kill();
        }

        _process.Dispose();
    }

    private void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        if (_leadsSession)
        {
            Libc.KillGroup(_process.Id);
        }

        _process.WaitForExit(Death);
    }
}
