using Kubeadm.Engine.Node;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Writes the kubelet's files and starts it with them.</summary>
public sealed class KubeletStartPhase : Phase<InitContext>
{
    /// <inheritdoc/>
    public override string Name => "kubelet-start";

    /// <inheritdoc/>
    public override string Description => "Write the kubelet's settings and start or restart the kubelet";

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var files = await context.KubeletFiles.RenderAsync(report, cancellationToken).ConfigureAwait(false);
        var differs = files.Any(file => !file.IsOn(context.Node.Files));
        if (differs)
        {
            await context.Kubelet.StopAsync(report, cancellationToken).ConfigureAwait(false);
        }

        foreach (var file in files)
        {
            report.Info($"[kubelet-start] Writing {file.What} to file \"{file.Path}\"");
            report.Add(context.Node.Files.EnsureFile(file.Path, file.Content, NodeFileModes.PublicFile));
        }

        if (differs || !await context.Kubelet.IsActiveAsync(cancellationToken).ConfigureAwait(false))
        {
            report.Info(context.IsDryRun ? "[kubelet-start] Would start the kubelet" : "[kubelet-start] Starting the kubelet");
            await context.Kubelet.RestartAsync(report, cancellationToken).ConfigureAwait(false);
        }
    }
}
