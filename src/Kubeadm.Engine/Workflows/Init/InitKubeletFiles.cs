using System.Text;
using Kubeadm.Engine.ComponentConfigs;
using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Node;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>A file that the kubelet reads.</summary>
/// <param name="What">What it holds, for people.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Content">What it should hold.</param>
public sealed record KubeletFile(string What, string Path, byte[] Content)
{
    /// <summary>Whether it is there and holds that.</summary>
    public bool IsOn(INodeFileSystem files) => files.FileExists(Path) && files.ReadAllBytes(Path).AsSpan().SequenceEqual(Content);
}

/// <summary>The files that the kubelet of this node reads, in the order in which they are written: the one it waits for last.</summary>
public sealed class InitKubeletFiles(InitContext context)
{
    /// <summary>The files as they should be.</summary>
    /// <param name="report">Hears of patches and of what a person should know; may be null.</param>
    /// <param name="cancellationToken">Ends the look at the node's services.</param>
    public async Task<IReadOnlyList<KubeletFile>> RenderAsync(PhaseReport? report, CancellationToken cancellationToken)
    {
        var cluster = context.Configuration.Cluster;
        var registration = context.Configuration.NodeRegistration;
        var flags = KubeletFlags.Create(cluster, registration, context.Node.Network.HostName, registerTaints: false);
        var instance = KubeletFlags.IsSocketLocal(cluster) ? KubeletConfigFiles.RenderInstance(registration.CriSocket) : null;
        var own = await KubeletConfigurationDocument
            .ForNodeAsync(cluster.Components.Kubelet.Document, context.Node, message => report?.Warn(message), cancellationToken)
            .ConfigureAwait(false);
        var (configuration, applied) = KubeletConfigFiles.Render(own, context.Patches, instance);
        report?.AddPatches(Patches.PatchTargets.KubeletConfiguration, applied);
        return
        [
            new("kubelet environment file with flags", KubernetesPaths.KubeletFlags, Encoding.UTF8.GetBytes(KubeletFlags.Render(flags))),
            .. instance is null ? Array.Empty<KubeletFile>() : [new("kubelet configuration", KubernetesPaths.KubeletInstanceConfiguration, Encoding.UTF8.GetBytes(instance))],
            new("kubelet configuration", KubernetesPaths.KubeletConfiguration, Encoding.UTF8.GetBytes(configuration)),
        ];
    }
}
