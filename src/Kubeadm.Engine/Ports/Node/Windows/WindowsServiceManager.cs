namespace Kubeadm.Engine.Ports.Node.Windows;

/// <summary>Windows' services, through <c>sc.exe</c>.</summary>
/// <param name="processes">Runs the program.</param>
/// <param name="clock">The clock by which the state is looked at again.</param>
public sealed class WindowsServiceManager(IProcessRunner processes, TimeProvider clock) : IServiceManager
{
    private const string Program = "sc.exe";
    private const int ServiceDoesNotExist = 1060;
    private const int ServiceNotActive = 1062;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public string Name => "Windows services";

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(string service, CancellationToken cancellationToken) =>
        (await QueryAsync(service, cancellationToken)).ExitCode != ServiceDoesNotExist;

    /// <inheritdoc/>
    public async Task<bool> IsEnabledAsync(string service, CancellationToken cancellationToken)
    {
        var configuration = await processes.RunAsync(Program, ["qc", service], cancellationToken);
        return configuration.ExitCode == 0 && !configuration.Output.Contains("DISABLED", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<bool> IsActiveAsync(string service, CancellationToken cancellationToken) =>
        IsIn(await QueryAsync(service, cancellationToken), "RUNNING", "START_PENDING");

    /// <inheritdoc/>
    public async Task StartAsync(string service, CancellationToken cancellationToken)
    {
        await processes.RequireAsync(Program, ["start", service], service, cancellationToken);
        await WaitForAsync(service, "RUNNING", cancellationToken);
    }

    /// <inheritdoc/>
    public async Task StopAsync(string service, CancellationToken cancellationToken)
    {
        var stop = await processes.RunAsync(Program, ["stop", service], ProcessLimits.ServiceChange, cancellationToken);
        if (stop.ExitCode is not (0 or ServiceNotActive))
        {
            throw ServiceErrors.CannotStopOnWindows(service, stop.ExitCode);
        }

        await WaitForAsync(service, "STOPPED", cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RestartAsync(string service, CancellationToken cancellationToken)
    {
        await StopAsync(service, cancellationToken);
        await StartAsync(service, cancellationToken);
    }

    /// <inheritdoc/>
    public string EnableCommand(string service) => $"Set-Service '{service}' -StartupType Automatic";

    private Task<ProcessResult> QueryAsync(string service, CancellationToken cancellationToken) =>
        processes.RunAsync(Program, ["query", service], cancellationToken);

    private async Task WaitForAsync(string service, string state, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += PollInterval)
        {
            if (IsIn(await QueryAsync(service, cancellationToken), state))
            {
                return;
            }

            await Task.Delay(PollInterval, clock, cancellationToken);
        }

        throw ServiceErrors.StateNotReachedOnWindows(service, state, Patience);
    }

    private static bool IsIn(ProcessResult query, params string[] states) =>
        query.ExitCode == 0 && Array.Exists(states, state => query.Output.Contains($" {state}", StringComparison.Ordinal));
}
