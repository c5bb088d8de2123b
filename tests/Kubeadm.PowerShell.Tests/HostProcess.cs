using System.Diagnostics;
using System.Globalization;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Runs kubeadm-ps as a shell would.</summary>
internal static class HostProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static Process Start(params IEnumerable<string> arguments) => Start(null, arguments);

    public static HostOutcome Run(params string[] arguments) => RunWithInput("", arguments);

    public static HostOutcome RunWithInput(string input, params string[] arguments) => Run(Start(arguments), input, arguments);

    /// <summary>Runs it with a variable of the environment beside those of this process.</summary>
    public static HostOutcome RunWith((string Name, string Value) variable, params string[] arguments) => Run(Start(variable, arguments), "", arguments);

    /// <summary>Runs it by a line of sh, in which <c>$0</c> is the program, so that its streams can be what a shell makes them.</summary>
    public static HostOutcome RunInShell(string line) => RunProgram("/bin/sh", "", "-c", line, Places.Host);

    /// <summary>Runs another program, and gives it some input.</summary>
    public static HostOutcome RunProgram(string program, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        return Run(Process.Start(start)!, input, arguments);
    }

    /// <summary>Sends a process what Ctrl+C does, and tells its exit code; null when it still ran a second later.</summary>
    public static int? Interrupt(Process process) => Signal(process, "INT");

    /// <summary>Sends a process a signal, and tells its exit code; null when it still ran a second later.</summary>
    public static int? Signal(Process process, string signal)
    {
        using (var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        if (process.WaitForExit(TimeSpan.FromSeconds(1)))
        {
            return process.ExitCode;
        }

        process.Kill();
        return null;
    }

    private static HostOutcome Run(Process started, string input, string[] arguments)
    {
        using var process = started;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!Task.WaitAll([error, output], Limit) || !process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"kubeadm-ps {string.Join(' ', arguments)} did not end.");
        }

        return new HostOutcome(process.ExitCode, output.Result, error.Result);
    }

    private static Process Start((string Name, string Value)? variable, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Places.Host, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        if (variable is var (name, value))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}

internal sealed record HostOutcome(int ExitCode, string Output, string Error);
