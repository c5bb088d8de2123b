using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Waits until the kubelet runs and has brought the control plane up.</summary>
public sealed class WaitControlPlanePhase : Phase<InitContext>
{
    /// <inheritdoc/>
    public override string Name => "wait-control-plane";

    /// <inheritdoc/>
    public override string Description => "Wait for the control plane to start";

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info($"[wait-control-plane] Waiting for the kubelet to boot up the control plane as static Pods from directory \"{KubernetesPaths.ManifestsDirectory}\"");
        var wait = new ComponentWait(context, context.Configuration.Timeouts);
        report.Progress(new ProgressReport("Starting the control plane", "kubelet", -1));
        var kubelet = await context.KubeletFiles.ConfigureAsync(cancellationToken).ConfigureAwait(false);
        await wait.ForKubeletAsync(kubelet, report, cancellationToken).ConfigureAwait(false);
        if (!context.IsDryRun)
        {
            var address = context.Configuration.LocalApiEndpoint.AdvertiseAddress;
            await wait.ForControlPlaneAsync(address, context.Cluster.OpenForHealth(), report, cancellationToken).ConfigureAwait(false);
        }
    }
}
