using System.Runtime.InteropServices;
using Kubeadm.Host.CommandLine;
using Kubeadm.Host.Completion;
using Kubeadm.Host.Output;
using Kubeadm.PowerShell;

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

    private static readonly CancellationTokenSource Stopping = new();

    /// <summary>Held until the process has ended: a signal that comes after the work would end it as killed.</summary>
    private static readonly PosixSignalRegistration[] Signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel),
    ];

    private static int s_stoppedCode = Cancelled;

    /// <summary>Runs the process's command line to its exit code.</summary>
    /// <param name="args">The words after the program's name.</param>
    /// <param name="output">Standard output: a result that cannot be written there is a failure.</param>
    /// <param name="error">Standard error: what cannot be said there is lost.</param>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var results = new StandardStream(output, mayBeLost: false);
        var diagnostics = new StandardStream(error, mayBeLost: true);
        try
        {
            var code = Dispatch(HostOptions.Parse(args), results, diagnostics, Stopping.Token);
            results.Flush();
            GC.KeepAlive(Signals);
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
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            diagnostics.WriteLine($"error: {defect.GetType().Name}: {defect.GetBaseException().Message}");
            diagnostics.WriteLine("  what to do: where the machine is short of nothing (ulimit -a), this is a defect of kubeadm-ps: report it with the command.");
            return Failure;
        }
    }

    private static void Cancel(PosixSignalContext signal)
    {
        // The pipeline is stopped and the process ends by itself, so that no file is left half written.
        signal.Cancel = true;
        if (signal.Signal == PosixSignal.SIGHUP)
        {
            s_stoppedCode = HungUp;
        }

        Stopping.Cancel();
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
            case RunMode.Cmdlet when AboutTopics.TryWrite(options, output):
                return Success;
            default:
                return RunPowerShell(options, output, error, cancellationToken);
        }
    }

    private static int RunPowerShell(HostOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var ours = options.Mode == RunMode.Cmdlet && CmdletCatalog.Find(options.Target) is not null;
        var showInformation = options.Arguments.Contains("-InformationAction", StringComparer.OrdinalIgnoreCase);
        using var session = Session.Open(!ours, new ConsoleHostUI(output, error, showInformation, cancellationToken), error);
        var results = ResultWriter.Create(options.Format, output);
        var succeeded = session.Run(pipeline => Build(pipeline, options), results.Add, cancellationToken);
        results.Complete();
        return session.ExitCode ?? (succeeded ? Success : Failure);
    }

    private static string PathOf(string script) => Path.IsPathRooted(script) || !CurrentFolder.IsGone
        ? Path.GetFullPath(script)
        : throw new FileNotFoundException($"{script} cannot be resolved: the current folder is gone");

    private static void Build(System.Management.Automation.PowerShell pipeline, HostOptions options)
    {
        switch (options.Mode)
        {
            case RunMode.Script:
                pipeline.AddScript(options.Target);
                break;
            case RunMode.File:
                CmdletLine.AddTo(pipeline, PathOf(options.Target), options.Arguments);
                break;
            default:
                CmdletLine.AddTo(pipeline, options.Target, options.Arguments);
                break;
        }
    }
}
