namespace Kubeadm.Engine.Ports.Node;

/// <summary>Runs programs on the node.</summary>
public interface IProcessRunner
{
    /// <summary>The full path of a program on the search path, or null.</summary>
    string? Find(string program);

    /// <summary>Runs a program to its end; cancelling kills it.</summary>
    Task<ProcessResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken);
}
