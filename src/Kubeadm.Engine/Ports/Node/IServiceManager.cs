namespace Kubeadm.Engine.Ports.Node;

/// <summary>The operating system's service manager (systemd, OpenRC, Windows services).</summary>
public interface IServiceManager
{
    /// <summary>Name for messages: <c>systemd</c>, <c>OpenRC</c>, <c>Windows services</c>.</summary>
    string Name { get; }

    /// <summary>Whether the service is known.</summary>
    Task<bool> ExistsAsync(string service, CancellationToken cancellationToken);

    /// <summary>Whether the service starts with the machine.</summary>
    Task<bool> IsEnabledAsync(string service, CancellationToken cancellationToken);

    /// <summary>Whether the service runs now, or is being started.</summary>
    Task<bool> IsActiveAsync(string service, CancellationToken cancellationToken);

    /// <summary>Starts the service.</summary>
    Task StartAsync(string service, CancellationToken cancellationToken);

    /// <summary>Stops the service.</summary>
    Task StopAsync(string service, CancellationToken cancellationToken);

    /// <summary>Starts the service again, or starts it.</summary>
    Task RestartAsync(string service, CancellationToken cancellationToken);

    /// <summary>The command a person would run to have the service start with the machine.</summary>
    string EnableCommand(string service);
}
