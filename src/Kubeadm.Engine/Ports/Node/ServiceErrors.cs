namespace Kubeadm.Engine.Ports.Node;

/// <summary>The errors of services that cannot be started, stopped or enabled.</summary>
internal static class ServiceErrors
{
    private const string ServiceFailed = "ServiceFailed";

    /// <summary>A program of the service manager ended with an error.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="service">What it was to act on.</param>
    public static KubeadmException CommandFailed(IEnumerable<string> command, ProcessResult result, string service)
    {
        var said = string.Join(' ', result.Error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return new KubeadmException(ServiceFailed, $"\"{string.Join(' ', command)}\" ended with exit code {result.ExitCode}{(said.Length > 0 ? ": " + said : "")}")
        {
            Target = service,
            Remedy = $"Look at the state and the log of the service {service}.",
        };
    }

    public static KubeadmException CannotStopOnWindows(string service, int exitCode) =>
        OnWindows(service, $"cannot stop the service {service}: sc.exe ended with code {exitCode}");

    /// <summary>A service that was told to start or stop, and did not in time.</summary>
    public static KubeadmException StateNotReachedOnWindows(string service, string state, TimeSpan patience) =>
        OnWindows(service, $"the service {service} did not become {state} within {patience.TotalSeconds:0} seconds");

    private static KubeadmException OnWindows(string service, string message) =>
        new(ServiceFailed, message) { Target = service, Remedy = $"Look at the service {service} in the event log." };
}
