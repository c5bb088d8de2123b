namespace Kubeadm.Engine.Ports.Node;

/// <summary>The modes that kubeadm's files and folders have.</summary>
public static class NodeFileModes
{
    /// <summary>0600: keys, kubeconfigs, manifests.</summary>
    public const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>0644: certificates, the kubelet's files.</summary>
    public const UnixFileMode PublicFile = PrivateFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>0700.</summary>
    public const UnixFileMode PrivateDirectory = PrivateFile | UnixFileMode.UserExecute;

    /// <summary>0755.</summary>
    public const UnixFileMode PublicDirectory =
        PublicFile | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
}
