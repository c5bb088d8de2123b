using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.StaticPods;

/// <summary>etcd's data folder.</summary>
public static class EtcdDataDirectory
{
    /// <summary>Ensures that it exists, open to its owner alone: etcd refuses others since 3.4.10.</summary>
    public static Change Ensure(INodeFileSystem files, string path) => files.EnsureDirectory(path, NodeFileModes.PrivateDirectory);
}
