using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>A file that the kubelet reads.</summary>
/// <param name="What">What it holds, for people.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Content">What it should hold.</param>
public sealed record KubeletFile(string What, string Path, byte[] Content)
{
    /// <summary>Whether it is there and holds that.</summary>
    public bool IsOn(INodeFileSystem files) => files.FileExists(Path) && files.ReadAllBytes(Path).AsSpan().SequenceEqual(Content);
}
