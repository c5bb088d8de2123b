using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>The static Pod of an etcd member on this node.</summary>
public sealed class EtcdLocalPhase : Phase<InitContext>
{
    /// <inheritdoc/>
    public override string Name => "local";

    /// <inheritdoc/>
    public override string Description => "Generate the static Pod manifest of a local, single-member etcd";

    /// <inheritdoc/>
    public override string? SkipReason(InitContext context) =>
        context.Configuration.Cluster.Etcd.External is null ? null : "etcd is external";

    /// <inheritdoc/>
    public override Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var directory = context.Configuration.Cluster.Etcd.Local!.DataDir;
        report.DryRunInfo($"[etcd] Would ensure that \"{directory}\" directory is present");
        report.Add(EtcdDataDirectory.Ensure(context.Node.Files, directory));
        report.Info($"[etcd] Creating static Pod manifest for local etcd in \"{KubernetesPaths.ManifestsDirectory}\"");
        context.Configured.StaticPods.Ensure(ComponentNames.Etcd, report);
        return Task.CompletedTask;
    }
}
