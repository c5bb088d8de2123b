namespace Kubeadm.Engine.Reporting;

/// <summary>One effect of a phase on the node or the cluster. Holds no secret.</summary>
/// <param name="Kind">What the change is about.</param>
/// <param name="Target">The path, object or name.</param>
/// <param name="Action">What happened to it.</param>
public sealed record Change(ChangeKind Kind, string Target, ChangeAction Action)
{
    /// <summary>SHA-256 (hex) of the content before, or null.</summary>
    public string? OldDigest { get; init; }

    /// <summary>SHA-256 (hex) of the content after, or null.</summary>
    public string? NewDigest { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Action} {Kind} {Target}";
}
