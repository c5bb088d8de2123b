using System.ComponentModel;
using System.Diagnostics;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>Runs programs on this machine.</summary>
public sealed class LocalProcessRunner : IProcessRunner
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <inheritdoc/>
    public string? Find(string program)
    {
        if (program.Contains(Path.DirectorySeparatorChar))
        {
            return IsExecutable(program) ? program : null;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => Candidates(Path.Combine(folder, program))).FirstOrDefault(IsExecutable);
    }

    /// <inheritdoc/>
    public async Task<ProcessResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await Task.WhenAll(output, error, process.WaitForExitAsync(cancellationToken));
            return new ProcessResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        try
        {
            return Process.Start(start) ?? throw new Win32Exception("no process was made");
        }
        catch (Win32Exception e)
        {
            throw new KubeadmException("ProgramFailed", $"cannot start {program}: {e.Message}", e)
            {
                Target = program,
                Remedy = $"Install {program} and make sure it is on the search path.",
            };
        }
    }

    private static IEnumerable<string> Candidates(string path) =>
        OperatingSystem.IsWindows() && !Path.HasExtension(path) ? [path + ".exe", path + ".cmd", path + ".bat"] : [path];

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != 0);
}
