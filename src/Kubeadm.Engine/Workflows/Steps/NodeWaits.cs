using System.Globalization;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Health;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>Waits for the kubelet and the control plane of this node, and says how long each took.</summary>
/// <param name="node">The node.</param>
/// <param name="runtime">Where the logs of failed components are read.</param>
/// <param name="timeouts">The time limits; null means kubeadm's.</param>
internal sealed class NodeWaits(INode node, Func<IContainerRuntime> runtime, Timeouts? timeouts) : INodeWaits
{
    internal const string Activity = "Starting the control plane";

    /// <inheritdoc/>
    public async Task<bool> ForKubeletAsync(KubeletConfiguration kubelet, PhaseReport report, CancellationToken cancellationToken)
    {
        var health = await new KubeletHealth(node).WaitAsync(kubelet, timeouts?.KubeletHealthCheck ?? StaticDefaults.KubeletHealthTimeout, cancellationToken);
        if (health is not null)
        {
            report.Info($"[kubelet-check] The kubelet is healthy after {Seconds(health)}");
        }

        return true;
    }

    /// <inheritdoc/>
    public async Task ForControlPlaneAsync(IControlPlaneContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var configured = await context.ConfigureAsync(report, cancellationToken);
        report.Progress(new ProgressReport(Activity, "API server, controller manager, scheduler", -1));
        await new ControlPlaneHealth(node, runtime(), context.ConnectToOwnApiServer()).WaitAsync(
            KubernetesPaths.ManifestsDirectory,
            configured.Configuration.LocalApiEndpoint.AdvertiseAddress,
            timeouts?.ControlPlaneComponentHealthCheck ?? StaticDefaults.ControlPlaneHealthTimeout,
            new CallbackProgress<ComponentHealth>(component => Announce(component, report)),
            cancellationToken);
        report.Progress(new ProgressReport(Activity, "done", 100, IsCompleted: true));
    }

    private static void Announce(ComponentHealth component, PhaseReport report) => report.Info(component.IsHealthy
        ? $"[control-plane-check] {component.Name} at {component.Url} is healthy after {Seconds(component)}"
        : $"[control-plane-check] {component.Name} at {component.Url} is not healthy after {Seconds(component)}");

    private static string Seconds(ComponentHealth component) => component.Elapsed.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s";
}
