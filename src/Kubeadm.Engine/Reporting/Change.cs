namespace Kubeadm.Engine.Workflows;

/// <summary>What a change is about.</summary>
public enum ChangeKind
{
    /// <summary>A file; the target is its absolute path.</summary>
    File,

    /// <summary>A folder; the target is its absolute path.</summary>
    Directory,

    /// <summary>An API object; the target is <c>resource/namespace/name</c>, without namespace for cluster-wide ones.</summary>
    ApiObject,

    /// <summary>A container image on the node; the target is its reference.</summary>
    Image,

    /// <summary>A service of the operating system; the target is its name.</summary>
    Service,

    /// <summary>A container or Pod sandbox; the target is its identifier.</summary>
    Container,

    /// <summary>A member of the etcd cluster; the target is its name.</summary>
    EtcdMember,

    /// <summary>A mount; the target is its mount point.</summary>
    Mount,
}

/// <summary>What happened, or in a dry run would happen, to the target of a change.</summary>
public enum ChangeAction
{
    /// <summary>It was already as wanted.</summary>
    Unchanged,

    /// <summary>It was made.</summary>
    Create,

    /// <summary>It was altered.</summary>
    Update,

    /// <summary>It was removed.</summary>
    Delete,

    /// <summary>It was started or started again.</summary>
    Restart,

    /// <summary>It was stopped.</summary>
    Stop,
}

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
