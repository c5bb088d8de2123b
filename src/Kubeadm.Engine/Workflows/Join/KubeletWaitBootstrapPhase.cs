using Kubeadm.Engine.Health;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>Waits until the kubelet has its own credentials, and takes away those that it asked for them with.</summary>
public sealed class KubeletWaitBootstrapPhase : Phase<JoinContext>, IUndoablePhase<JoinContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "kubelet-wait-bootstrap";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Wait for the kubelet to have its own credentials";

    /// <inheritdoc/>
    public override async Task RunAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.DryRunInfo("[kubelet-wait] Would wait for the kubelet to be bootstrapped");
        var target = await context.GetTargetAsync(report, cancellationToken);
        var kubelet = await target.KubeletFiles.ConfigureAsync(cancellationToken);
        report.Progress(new ProgressReport("Waiting for the kubelet", "health", -1));
        if (await context.Waits.ForKubeletAsync(kubelet, report, cancellationToken))
        {
            report.Info("[kubelet-start] Waiting for the kubelet to perform the TLS Bootstrap");
            report.Progress(new ProgressReport("Waiting for the kubelet", "TLS bootstrap", -1));
            await WaitForCertificateAsync(context, target, report, cancellationToken);
            RemoveBootstrapCredentials(context.Node.Files, report);
        }

        report.Progress(new ProgressReport("Waiting for the kubelet", "done", 100, IsCompleted: true));
    }

    /// <summary>The credentials are of no more use after a failure either: the next run writes them again.</summary>
    public Task UndoAsync(JoinContext context, PhaseReport report)
    {
        RemoveBootstrapCredentials(context.Node.Files, report);
        return Task.CompletedTask;
    }

    private static async Task WaitForCertificateAsync(JoinContext context, JoinTarget target, PhaseReport report, CancellationToken cancellationToken)
    {
        using var arrived = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var nudge = context.IsControlPlane ? BootstrapNudge.RunAsync(context, target, report, arrived.Token) : Task.CompletedTask;
        try
        {
            var limit = context.Configuration.Timeouts?.TlsBootstrap ?? DefaultTimeout;
            await new KubeletBootstrap(context.Node).WaitAsync(KubernetesPaths.KubeletKubeconfig, limit, cancellationToken);
        }
        finally
        {
            await arrived.CancelAsync();
            await nudge;
        }
    }

    private static void RemoveBootstrapCredentials(INodeFileSystem files, PhaseReport report)
    {
        if (files.FileExists(KubernetesPaths.BootstrapKubeletKubeconfig))
        {
            files.DeleteFile(KubernetesPaths.BootstrapKubeletKubeconfig);
            report.Add(new Change(ChangeKind.File, KubernetesPaths.BootstrapKubeletKubeconfig, ChangeAction.Delete));
        }
    }
}
