namespace Kubeadm.Engine.Ports.Node;

/// <summary>
/// Runs programs on the node. A program is named by an absolute path, or by a bare name that is looked for in the absolute folders of the
/// search path; the current folder, the one of this executable and relative paths are never looked at.
/// </summary>
public interface IProcessRunner
{
    /// <summary>The absolute path of a program, or null where there is none.</summary>
    string? Find(string program);

    /// <summary>Runs a program to its end. It does not outlive the call, nor do the processes that it started and whose output it shares.</summary>
    /// <param name="program">An absolute path or a bare name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="KubeadmException">
    /// <c>ProgramFailed</c>: it cannot be started, or says more than <see cref="ProcessLimits.MaximumOutput"/>;
    /// <c>ProgramTimedOut</c>: it did not end in time.
    /// </exception>
    Task<ProcessResult> RunAsync(string program, IReadOnlyList<string> arguments, TimeSpan timeout, CancellationToken cancellationToken);
}
