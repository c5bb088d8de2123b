using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Health;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>Waits until the kubelet has its own credentials, and takes away those that it asked for them with.</summary>
public sealed class KubeletWaitBootstrapPhase : Phase<JoinContext>
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public override string Name => "kubelet-wait-bootstrap";

    /// <inheritdoc/>
    public override string Description => "Wait for the kubelet to have its own credentials";

    /// <inheritdoc/>
    public override async Task RunAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        if (context.IsDryRun)
        {
            report.Info("[kubelet-wait] Would wait for the kubelet to be bootstrapped");
            return;
        }

        try
        {
            var target = await context.GetTargetAsync(report, cancellationToken).ConfigureAwait(false);
            var kubelet = await target.KubeletFiles.ConfigureAsync(cancellationToken).ConfigureAwait(false);
            report.Progress(new ProgressReport("Waiting for the kubelet", "health", -1));
            await new ComponentWait(context, context.Configuration.Timeouts).ForKubeletAsync(kubelet, report, cancellationToken).ConfigureAwait(false);
            report.Info("[kubelet-start] Waiting for the kubelet to perform the TLS Bootstrap");
            report.Progress(new ProgressReport("Waiting for the kubelet", "TLS bootstrap", -1));
            await WaitForCertificateAsync(context, target, report, cancellationToken).ConfigureAwait(false);
            report.Progress(new ProgressReport("Waiting for the kubelet", "done", 100, IsCompleted: true));
        }
        finally
        {
            RemoveBootstrapCredentials(context.Node.Files, report);
        }
    }

    private static async Task WaitForCertificateAsync(JoinContext context, JoinTarget target, PhaseReport report, CancellationToken cancellationToken)
    {
        using var arrived = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var nudge = context.IsControlPlane ? BootstrapNudge.RunAsync(context, target, report, arrived.Token) : Task.CompletedTask;
        try
        {
            var limit = context.Configuration.Timeouts?.TlsBootstrap ?? DefaultTimeout;
            await new KubeletBootstrap(context.Node).WaitAsync(KubernetesPaths.KubeletKubeconfig, limit, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await arrived.CancelAsync().ConfigureAwait(false);
            await nudge.ConfigureAwait(false);
        }
    }

    /// <summary>They are of no more use, also after a failure: the next run writes them again.</summary>
    private static void RemoveBootstrapCredentials(INodeFileSystem files, PhaseReport report)
    {
        if (files.FileExists(KubernetesPaths.BootstrapKubeletKubeconfig))
        {
            files.DeleteFile(KubernetesPaths.BootstrapKubeletKubeconfig);
            report.Add(new Change(ChangeKind.File, KubernetesPaths.BootstrapKubeletKubeconfig, ChangeAction.Delete));
        }
    }
}
