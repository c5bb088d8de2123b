using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>
/// Has the kubelet of a control-plane node speak to that node's own API server, as it does since Kubernetes 1.33
/// (https://kep.k8s.io/4471): while nodes are upgraded a kubelet must not meet an API server that is older than itself.
/// </summary>
/// <remarks>
/// A kubelet reads its kubeconfig when it starts. A run that is ended after the file was changed and before the kubelet was started again
/// leaves a note of that, by which the next one starts it, though it finds the file as it should be.
/// </remarks>
public sealed class KubeconfigPhase : Phase<UpgradeContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "kubeconfig";

    /// <summary>The note that the kubelet has to be started again.</summary>
    private const string RestartNote = $"{KubernetesPaths.TemporaryDirectory}/kubeadm-kubelet-restart";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Upgrade the kubeconfig files of this node";

    /// <inheritdoc/>
    public override bool IsHidden => true;

    /// <inheritdoc/>
    public override string SkipLine => "[upgrade/kubeconfig] Skipping phase. Not a control plane node.";

    /// <inheritdoc/>
    public override string? SkipReason(UpgradeContext context) => context.ReasonNotToBeControlPlane;

    /// <inheritdoc/>
    public override async Task RunAsync(UpgradeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var configuration = (await context.GetNodeAsync(report, cancellationToken)).Configuration;
        var (shared, own) = (ControlPlaneEndpoint.Url(configuration), ControlPlaneEndpoint.LocalUrl(configuration.LocalApiEndpoint));
        var files = context.Node.Files;
        var change = new KubeletKubeconfig(files).PointToServer(KubernetesPaths.KubeletKubeconfig, shared, own, changing: () => Note(files));
        report.Add(change is null ? [] : [change]);
        if (files.FileExists(RestartNote))
        {
            await context.Kubelet.RestartAsync(report, cancellationToken);
            files.DeleteFile(RestartNote);
        }

        report.Info("[upgrade/kubeconfig] The kubeconfig files for this node were successfully upgraded!");
    }

    private static void Note(INodeFileSystem files)
    {
        files.CreateDirectory(KubernetesPaths.TemporaryDirectory, NodeFileModes.PrivateDirectory);
        files.WriteAllBytes(RestartNote, [], NodeFileModes.PrivateFile);
    }
}
