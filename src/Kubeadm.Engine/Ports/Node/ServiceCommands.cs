namespace Kubeadm.Engine.Ports.Node;

/// <summary>Commands of service managers.</summary>
internal static class ServiceCommands
{
    /// <summary>Runs a program of the service manager that must succeed.</summary>
    internal static async Task RequireAsync(
        this IProcessRunner processes, string program, IReadOnlyList<string> arguments, string service, CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync(program, arguments, ProcessLimits.ServiceChange, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw ServiceErrors.CommandFailed([program, .. arguments], result, service);
        }
    }
}
