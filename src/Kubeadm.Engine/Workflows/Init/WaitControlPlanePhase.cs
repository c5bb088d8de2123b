using System.Globalization;
using Kubeadm.Engine.Health;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Waits until the kubelet runs and has brought the control plane up.</summary>
public sealed class WaitControlPlanePhase : Phase<InitContext>
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(4);

    /// <inheritdoc/>
    public override string Name => "wait-control-plane";

    /// <inheritdoc/>
    public override string Description => "Wait for the control plane to start";

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info($"[wait-control-plane] Waiting for the kubelet to boot up the control plane as static Pods from directory \"{InitContext.ManifestsDirectory}\"");
        var kubelet = context.Configuration.Cluster.Components.Kubelet.Document;
        if (context.IsDryRun)
        {
            report.Info($"[dryrun] Would make sure the kubelet returns 'ok' at {KubeletHealth.EndpointOf(kubelet)}");
            return;
        }

        var timeouts = context.Configuration.Timeouts;
        report.Progress(new ProgressReport("Starting the control plane", "kubelet", -1));
        var health = await new KubeletHealth(context.Node).WaitAsync(kubelet, timeouts?.KubeletHealthCheck ?? DefaultTimeout, cancellationToken).ConfigureAwait(false);
        if (health is not null)
        {
            report.Info($"[kubelet-check] The kubelet is healthy after {Seconds(health)}");
        }

        report.Progress(new ProgressReport("Starting the control plane", "API server, controller manager, scheduler", -1));
        await new ControlPlaneHealth(context.Node, context.Runtime, context.Cluster.OpenForHealth()).WaitAsync(
            InitContext.ManifestsDirectory,
            context.Configuration.LocalApiEndpoint.AdvertiseAddress,
            timeouts?.ControlPlaneComponentHealthCheck ?? DefaultTimeout,
            new CallbackProgress<ComponentHealth>(component => Announce(component, report)),
            cancellationToken).ConfigureAwait(false);
        report.Progress(new ProgressReport("Starting the control plane", "done", 100, IsCompleted: true));
    }

    private static void Announce(ComponentHealth component, PhaseReport report) => report.Info(component.IsHealthy
        ? $"[control-plane-check] {component.Name} at {component.Url} is healthy after {Seconds(component)}"
        : $"[control-plane-check] {component.Name} at {component.Url} is not healthy after {Seconds(component)}");

    private static string Seconds(ComponentHealth component) => component.Elapsed.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s";
}
