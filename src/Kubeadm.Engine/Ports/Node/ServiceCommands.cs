using Kubeadm.Engine.Reporting;

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
            var said = string.Join(' ', result.Error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            throw new KubeadmException(
                "ServiceFailed",
                $"\"{program} {string.Join(' ', arguments)}\" ended with exit code {result.ExitCode}{(said.Length > 0 ? ": " + said : "")}")
            {
                Target = service,
                Remedy = $"Look at the state and the log of the service {service}.",
            };
        }
    }
}
