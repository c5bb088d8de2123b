namespace Kubeadm;

/// <summary>One effect of a phase on the node or the cluster. Holds no secret.</summary>
/// <param name="Kind">What the change is about, a word of <see cref="ChangeKind"/>.</param>
/// <param name="Target">The path, object or name.</param>
/// <param name="Action">What happened to it, a word of <see cref="ChangeAction"/>.</param>
public sealed record Change(string Kind, string Target, string Action)
{
    /// <summary>SHA-256 (hex) of the content before, or null.</summary>
    public string? OldDigest { get; init; }

    /// <summary>SHA-256 (hex) of the content after, or null.</summary>
    public string? NewDigest { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Action} {Kind} {Target}";
}
