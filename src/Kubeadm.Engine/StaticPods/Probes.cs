using k8s.Models;

namespace Kubeadm.Engine.StaticPods;

/// <summary>A component's health endpoint, and the probes of it. Times are in seconds.</summary>
/// <param name="Host">The host; empty means the Pod's own address.</param>
/// <param name="Port">The port that is probed.</param>
/// <param name="Scheme"><c>HTTP</c> or <c>HTTPS</c>.</param>
internal sealed record ProbeEndpoint(string Host, int Port, string Scheme)
{
    /// <summary>The name of the container port that probes refer to.</summary>
    public const string PortName = "probe-port";

    private const int Timeout = 15;
    private const int Period = 10;

    /// <summary>An endpoint at a bind address, where the unspecified address stands for the Pod's own.</summary>
    public static ProbeEndpoint AtBindAddress(string address, int port) =>
        new(address is "0.0.0.0" or "::" ? "" : address, port, "HTTPS");

    /// <summary>Restarts a component that has hung; waits a period before its first probe.</summary>
    public V1Probe Liveness(string path) => Probe(path, Period, failureThreshold: 8, Period);

    /// <summary>Detects soon when a component is ready.</summary>
    public V1Probe Readiness(string path) => Probe(path, initialDelay: 0, failureThreshold: 3, period: 1);

    /// <summary>Allows a component the whole configured time to start.</summary>
    public V1Probe Startup(string path, TimeSpan limit) =>
        Probe(path, Period, (int)Math.Ceiling(limit.TotalSeconds / Period), Period);

    /// <summary>The container's port.</summary>
    public V1ContainerPort ContainerPort => new() { Name = PortName, ContainerPort = Port, Protocol = "TCP" };

    private V1Probe Probe(string path, int initialDelay, int failureThreshold, int period) => new()
    {
        HttpGet = new V1HTTPGetAction
        {
            Host = Host.Length == 0 ? null : Host,
            Path = path,
            Port = PortName,
            Scheme = Scheme,
        },
        InitialDelaySeconds = initialDelay == 0 ? null : initialDelay,
        TimeoutSeconds = Timeout,
        FailureThreshold = failureThreshold == 0 ? null : failureThreshold,
        PeriodSeconds = period,
    };
}
