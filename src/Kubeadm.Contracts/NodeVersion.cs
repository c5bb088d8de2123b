namespace Kubeadm;

/// <summary>The version of something on a node, as the cluster tells it.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Version">The version; text that is none is kept too.</param>
public sealed record NodeVersion(string Node, string Version)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Node}: {Version}";
}
