namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>The manifest of a component as it is, beside what it would be after the upgrade.</summary>
/// <param name="Component">The component.</param>
/// <param name="Path">The manifest's file.</param>
/// <param name="Current">What the file holds.</param>
/// <param name="Wanted">What it would hold.</param>
/// <param name="IsChanged">Whether the two say different things: how they are written does not count.</param>
internal sealed record ComponentManifest(string Component, string Path, byte[] Current, byte[] Wanted, bool IsChanged);
