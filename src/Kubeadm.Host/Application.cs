using System.Runtime.InteropServices;
using Kubeadm.Host.CommandLine;
using Kubeadm.Host.Completion;
using Kubeadm.Host.Output;

namespace Kubeadm.Host;

/// <summary>The life of one <c>kubeadm-ps</c> process.</summary>
internal static class Application
{
    /// <summary>Exit code of a run that did what was asked.</summary>
    public const int Success = 0;

    /// <summary>Exit code of a run that failed, as kubeadm's.</summary>
    public const int Failure = 1;

    /// <summary>Exit code of a run that was cancelled, as shells have it: 128 and SIGINT.</summary>
    public const int Cancelled = 130;

    /// <summary>Exit code of a run whose terminal has gone, as shells have it: 128 and SIGHUP.</summary>
    public const int HungUp = 129;

    private static readonly PosixSignal[] StoppingSignals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    private static readonly CancellationTokenSource Stopping = new();

    /// <summary>Held until the process has ended: a signal that comes after the work would end it as killed.</summary>
    private static PosixSignalRegistration[] s_signals = [];

    private static int s_stoppedCode = Cancelled;

    /// <summary>Whether the work is PowerShell's own, which hears of nothing but an interrupt.</summary>
    private static bool s_isShell;

    /// <summary>Runs the process's command line to its exit code.</summary>
    /// <param name="args">The words after the program's name.</param>
    /// <param name="output">Standard output: a result that cannot be written there is a failure.</param>
    /// <param name="error">Standard error: what cannot be said there is lost.</param>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var results = new StandardStream(output, mayBeLost: false);
        var diagnostics = new StandardStream(error, mayBeLost: true);
        try
        {
            s_signals = [.. StoppingSignals.Select(signal => PosixSignalRegistration.Create(signal, Cancel))];
            var options = HostOptions.Parse(args);
            if (options.Mode == RunMode.Shell)
            {
                s_isShell = true;
                LeaveSignalsToPrompt(options.Arguments);
            }

            if (Stopping.IsCancellationRequested)
            {
                return s_stoppedCode;
            }

            PowerShellEnvironment.Prepare();
            var code = Dispatch(options, results, diagnostics, Stopping.Token);
            results.Flush();
            return Stopping.IsCancellationRequested ? s_stoppedCode : code;
        }
        catch (UsageException usage)
        {
            diagnostics.WriteLine($"error: {usage.Message}");
            diagnostics.WriteLine("Run \"kubeadm-ps -Help\" for how to use it.");
            return Failure;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            diagnostics.WriteLine($"error: {failure.Message}");
            return Failure;
        }
        catch (TypeInitializationException failure) when (failure.GetBaseException() is IOException or UnauthorizedAccessException)
        {
            // PowerShell makes folders of its own there before it does anything else.
            diagnostics.WriteLine($"error: PowerShell cannot use the home folder {Environment.GetEnvironmentVariable("HOME")}: {failure.GetBaseException().Message}");
            diagnostics.WriteLine("  what to do: set HOME to a folder of this account.");
            return Failure;
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            diagnostics.WriteLine($"error: {defect.GetType().Name}: {defect.GetBaseException().Message}");
            diagnostics.WriteLine("  what to do: where the machine is short of nothing (ulimit -a), this is a defect of kubeadm-ps: report it with the command.");
            return Failure;
        }
    }

    /// <summary>A prompt has its own ways with signals.</summary>
    private static void LeaveSignalsToPrompt(IReadOnlyList<string> args)
    {
        if (Shell.IsInteractive(args))
        {
            foreach (var signal in s_signals)
            {
                signal.Dispose();
            }
        }
    }

    private static void Cancel(PosixSignalContext signal)
    {
        // The pipeline is stopped and the process ends by itself, so that no file is left half written.
        signal.Cancel = true;
        if (Stopping.IsCancellationRequested)
        {
            return;
        }

        if (signal.Signal == PosixSignal.SIGHUP)
        {
            s_stoppedCode = HungUp;
        }

        Stopping.Cancel();
        if (s_isShell)
        {
            Shell.Interrupt();
        }
    }

    private static int Dispatch(HostOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        switch (options.Mode)
        {
            case RunMode.Help:
                HelpText.Write(output);
                return Success;
            case RunMode.CompletionScript:
                CompletionCommand.WriteScript(options.Arguments, output);
                return Success;
            case RunMode.Completion:
                CompletionCommand.Answer(options.Arguments, output);
                return Success;
            case RunMode.Kubeadm:
                return KubeadmRunner.Run(options.Arguments, output, error, cancellationToken);
            case RunMode.Shell:
                return Shell.Run(options.Arguments);
            default:
                return RunCmdlet(options, output, error, cancellationToken);
        }
    }

    private static int RunCmdlet(HostOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var showInformation = options.Arguments.Contains("-InformationAction", StringComparer.OrdinalIgnoreCase);
        var asText = options.Format == OutputFormat.Text;
        using var session = Session.Open(asText, new ConsoleHostUI(output, error, showInformation, cancellationToken), error);
        var results = ResultWriter.Create(options.Format, output);
        var succeeded = session.Run(
            pipeline =>
            {
                CmdletLine.AddTo(pipeline, options.Target, options.Arguments);
                if (asText)
                {
                    TextLines.AddTo(pipeline);
                }
            },
            results.Add,
            cancellationToken);
        results.Complete();
        return succeeded ? Success : Failure;
    }
}
