namespace Kubeadm.Engine.Ports.Node;

/// <summary>What kind of thing is at a path.</summary>
public enum NodeFileKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A socket, pipe or device.</summary>
    Other,
}
