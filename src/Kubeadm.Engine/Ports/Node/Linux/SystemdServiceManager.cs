namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>systemd, through <c>systemctl</c>.</summary>
public sealed class SystemdServiceManager(IProcessRunner processes) : IServiceManager
{
    private const string Program = "systemctl";

    /// <inheritdoc/>
    public string Name => "systemd";

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(string service, CancellationToken cancellationToken)
    {
        var status = await processes.RunAsync(Program, ["status", service], cancellationToken);
        return !status.Output.Contains("Loaded: not-found", StringComparison.Ordinal)
            && !status.Output.Contains("could not be found", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<bool> IsEnabledAsync(string service, CancellationToken cancellationToken) =>
        (await processes.RunAsync(Program, ["is-enabled", service], cancellationToken)).ExitCode == 0;

    /// <inheritdoc/>
    /// <remarks>A service that crashes and is started again, as a kubelet without configuration is, stays "activating".</remarks>
    public async Task<bool> IsActiveAsync(string service, CancellationToken cancellationToken) =>
        (await processes.RunAsync(Program, ["is-active", service], cancellationToken)).Output.Trim() is "active" or "activating";

    /// <inheritdoc/>
    public Task StartAsync(string service, CancellationToken cancellationToken) => ReloadAndAsync("start", service, cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(string service, CancellationToken cancellationToken) =>
        processes.RequireAsync(Program, ["stop", service], service, cancellationToken);

    /// <inheritdoc/>
    public Task RestartAsync(string service, CancellationToken cancellationToken) => ReloadAndAsync("restart", service, cancellationToken);

    /// <inheritdoc/>
    public string EnableCommand(string service) => $"systemctl enable {service}.service";

    // A unit file that was just installed is not known before a reload.
    private async Task ReloadAndAsync(string verb, string service, CancellationToken cancellationToken)
    {
        await processes.RequireAsync(Program, ["daemon-reload"], service, cancellationToken);
        await processes.RequireAsync(Program, [verb, service], service, cancellationToken);
    }
}
