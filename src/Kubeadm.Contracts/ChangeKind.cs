namespace Kubeadm;

/// <summary>What a change is about.</summary>
public static class ChangeKind
{
    /// <summary>A file; the target is its absolute path.</summary>
    public const string File = "File";

    /// <summary>A folder; the target is its absolute path.</summary>
    public const string Directory = "Directory";

    /// <summary>An API object; the target is <c>resource/namespace/name</c>, without namespace for cluster-wide ones.</summary>
    public const string ApiObject = "ApiObject";

    /// <summary>A container image on the node; the target is its reference.</summary>
    public const string Image = "Image";

    /// <summary>A service of the operating system; the target is its name.</summary>
    public const string Service = "Service";

    /// <summary>A container or Pod sandbox; the target is its identifier.</summary>
    public const string Container = "Container";

    /// <summary>A member of the etcd cluster; the target is its name.</summary>
    public const string EtcdMember = "EtcdMember";

    /// <summary>A mount; the target is its mount point.</summary>
    public const string Mount = "Mount";
}
