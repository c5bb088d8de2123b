using Kubeadm.Engine.Ports.Node.Linux;
using Kubeadm.Engine.Ports.Node.Windows;

namespace Kubeadm.Engine.Ports.Node.Local;

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
            return new WindowsServiceManager(processes, TimeProvider.System);
        }

        if (processes.Find("systemctl") is not null)
        {
            return new SystemdServiceManager(processes);
        }

        string[] programs = ["openrc", "rc-service", "rc-update"];
        return Array.TrueForAll(programs, program => processes.Find(program) is not null) ? new OpenRcServiceManager(processes) : null;
    }
}
