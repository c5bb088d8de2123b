using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>Writes the kubelet's files and starts it with them.</summary>
internal static class KubeletStart
{
    /// <summary>Starts it where something differs or the kubelet does not run.</summary>
    /// <param name="context">The node.</param>
    /// <param name="kubelet">The files.</param>
    /// <param name="mustRestart">Whether something else that the kubelet reads has changed.</param>
    /// <param name="report">Receives what was done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task RunAsync(
        NodeContext context, NodeKubeletFiles kubelet, bool mustRestart, PhaseReport report, CancellationToken cancellationToken)
    {
        var files = await kubelet.RenderAsync(report, cancellationToken);
        var differs = mustRestart || files.Any(file => !file.IsOn(context.Node.Files));
        if (differs)
        {
            await context.Kubelet.StopAsync(report, cancellationToken);
        }

        foreach (var file in files)
        {
            report.Info($"[kubelet-start] Writing {file.What} to file \"{file.Path}\"");
            report.Add(context.Node.Files.EnsureFile(file.Path, file.Content, NodeFileModes.PublicFile));
        }

        if (differs || !await context.Kubelet.IsActiveAsync(cancellationToken))
        {
            report.Info("[kubelet-start] Starting the kubelet", "[kubelet-start] Would start the kubelet");
            await context.Kubelet.RestartAsync(report, cancellationToken);
        }
    }
}
