using System.Globalization;
using k8s;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Health;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>Waits for the kubelet and the control plane of this node, and says how long each took.</summary>
/// <param name="context">The node.</param>
/// <param name="timeouts">The time limits; null means kubeadm's.</param>
internal sealed class ComponentWait(NodeContext context, Timeouts? timeouts)
{
    private const string Activity = "Starting the control plane";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(4);

    /// <summary>Waits for the kubelet.</summary>
    /// <exception cref="KubeadmException"><c>KubeletNotReady</c>.</exception>
    public async Task ForKubeletAsync(KubeletConfiguration kubelet, PhaseReport report, CancellationToken cancellationToken)
    {
        if (context.IsDryRun)
        {
            report.Info($"[dryrun] Would make sure the kubelet returns 'ok' at {KubeletHealth.EndpointOf(kubelet)}");
            return;
        }

        var health = await new KubeletHealth(context.Node).WaitAsync(kubelet, timeouts?.KubeletHealthCheck ?? DefaultTimeout, cancellationToken).ConfigureAwait(false);
        if (health is not null)
        {
            report.Info($"[kubelet-check] The kubelet is healthy after {Seconds(health)}");
        }
    }

    /// <summary>Waits for the API server, the controller manager and the scheduler.</summary>
    /// <param name="apiServerAddress">The API server's address where its manifest names none.</param>
    /// <param name="cluster">A client of this node's API server.</param>
    /// <param name="report">Hears how long each took.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KubeadmException"><c>ControlPlaneNotReady</c>.</exception>
    public async Task ForControlPlaneAsync(string apiServerAddress, Kubernetes cluster, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Progress(new ProgressReport(Activity, "API server, controller manager, scheduler", -1));
        await new ControlPlaneHealth(context.Node, context.Runtime, cluster).WaitAsync(
            KubernetesPaths.ManifestsDirectory,
            apiServerAddress,
            timeouts?.ControlPlaneComponentHealthCheck ?? DefaultTimeout,
            new CallbackProgress<ComponentHealth>(component => Announce(component, report)),
            cancellationToken).ConfigureAwait(false);
        report.Progress(new ProgressReport(Activity, "done", 100, IsCompleted: true));
    }

    private static void Announce(ComponentHealth component, PhaseReport report) => report.Info(component.IsHealthy
        ? $"[control-plane-check] {component.Name} at {component.Url} is healthy after {Seconds(component)}"
        : $"[control-plane-check] {component.Name} at {component.Url} is not healthy after {Seconds(component)}");

    private static string Seconds(ComponentHealth component) => component.Elapsed.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s";
}
