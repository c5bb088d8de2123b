using System.Diagnostics;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Runs kubeadm-ps as a shell would.</summary>
internal static class HostProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static Process Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Places.Host, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        return Process.Start(start)!;
    }

    public static HostOutcome Run(params string[] arguments) => RunWithInput("", arguments);

    public static HostOutcome RunWithInput(string input, params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Limit))
        {
            process.Kill();
            throw new TimeoutException($"kubeadm-ps {string.Join(' ', arguments)} did not end.");
        }

        return new HostOutcome(process.ExitCode, output, error.Result);
    }
}

internal sealed record HostOutcome(int ExitCode, string Output, string Error);
