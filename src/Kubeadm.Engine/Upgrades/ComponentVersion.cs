namespace Kubeadm.Engine.Upgrades;

/// <summary>The version of a control-plane component on a node, by the tag of its static Pod's image.</summary>
/// <param name="Component">The component, <c>kube-apiserver</c>.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Version">The tag as a version, <c>v1.36.3</c> or <c>3.6.8-0</c>; empty where the image has only a digest.</param>
public sealed record ComponentVersion(string Component, string Node, string Version)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Component} {Version} on {Node}";
}
