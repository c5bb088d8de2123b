namespace Kubeadm.Engine.Ports.Node;

/// <summary>What a program may take.</summary>
public static class ProcessLimits
{
    /// <summary>The most bytes of standard output, and of standard error: 4 MiB. Nothing that is asked here says nearly as much.</summary>
    public const int MaximumOutput = 4 << 20;

    /// <summary>How long a program may take that only tells something: 30 seconds.</summary>
    public static readonly TimeSpan Question = TimeSpan.FromSeconds(30);

    /// <summary>How long a service may take to start or stop: 2 minutes. systemd itself gives up after 90 seconds.</summary>
    public static readonly TimeSpan ServiceChange = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program that only tells something to its end.</summary>
    /// <exception cref="KubeadmException"><c>ProgramFailed</c>, <c>ProgramTimedOut</c>.</exception>
    public static Task<ProcessResult> RunAsync(
        this IProcessRunner processes, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(processes);
        return processes.RunAsync(program, arguments, Question, cancellationToken);
    }
}
