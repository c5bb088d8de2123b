namespace Kubeadm.Engine.Node;

/// <summary>Finds the machine's service manager.</summary>
public static class ServiceManagers
{
    /// <summary>
    /// The service manager by what programs there are: Windows' own, systemd where <c>systemctl</c> exists, else OpenRC where
    /// <c>openrc</c>, <c>rc-service</c> and <c>rc-update</c> do; null when none is known.
    /// </summary>
    public static IServiceManager? Detect(INodeSystem system, IProcessRunner processes)
    {
        if (system.IsWindows)
        {
            return new WindowsServiceManager(processes);
        }

        if (processes.Find("systemctl") is not null)
        {
            return new SystemdServiceManager(processes);
        }

        string[] programs = ["openrc", "rc-service", "rc-update"];
        return Array.TrueForAll(programs, program => processes.Find(program) is not null) ? new OpenRcServiceManager(processes) : null;
    }

    /// <summary>Runs a program of the service manager that must succeed.</summary>
    internal static async Task RequireAsync(
        this IProcessRunner processes, string program, IReadOnlyList<string> arguments, string service, CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync(program, arguments, cancellationToken);
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
