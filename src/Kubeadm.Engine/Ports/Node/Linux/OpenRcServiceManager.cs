namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>OpenRC, through <c>rc-service</c> and <c>rc-update</c>.</summary>
public sealed class OpenRcServiceManager(IProcessRunner processes) : IServiceManager
{
    private const string Program = "rc-service";

    /// <inheritdoc/>
    public string Name => "OpenRC";

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(string service, CancellationToken cancellationToken) =>
        !(await StatusAsync(service, cancellationToken)).Contains("does not exist", StringComparison.Ordinal);

    /// <inheritdoc/>
    public async Task<bool> IsEnabledAsync(string service, CancellationToken cancellationToken) =>
        (await processes.RunAsync("rc-update", ["show", "default"], cancellationToken)).Output.Contains(service, StringComparison.Ordinal);

    /// <inheritdoc/>
    public async Task<bool> IsActiveAsync(string service, CancellationToken cancellationToken)
    {
        var status = await StatusAsync(service, cancellationToken);
        return !status.Contains("stopped", StringComparison.Ordinal) && !status.Contains("does not exist", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public Task StartAsync(string service, CancellationToken cancellationToken) => RunAsync(service, "start", cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(string service, CancellationToken cancellationToken) => RunAsync(service, "stop", cancellationToken);

    /// <inheritdoc/>
    public Task RestartAsync(string service, CancellationToken cancellationToken) => RunAsync(service, "restart", cancellationToken);

    /// <inheritdoc/>
    public string EnableCommand(string service) => $"rc-update add {service} default";

    private Task RunAsync(string service, string verb, CancellationToken cancellationToken) =>
        processes.RequireAsync(Program, [service, verb], service, cancellationToken);

    // What it says of an unknown service goes to standard error.
    private async Task<string> StatusAsync(string service, CancellationToken cancellationToken)
    {
        var status = await processes.RunAsync(Program, [service, "status"], cancellationToken);
        return status.Output + status.Error;
    }
}
