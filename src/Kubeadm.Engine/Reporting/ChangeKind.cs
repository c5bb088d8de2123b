namespace Kubeadm.Engine.Reporting;

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
