namespace Kubeadm.Engine.Ports.Node;

/// <summary>
/// Excludes other runs that change the same things on a node. It is a lock among this program's own runs: kubeadm knows none.
/// </summary>
public interface INodeLock
{
    /// <summary>Locks what a run is going to change, at once or not at all. The lock is released when the result is disposed of, or the process ends.</summary>
    /// <param name="command">What the run does, for whoever finds it taken: <c>init</c>, <c>renewal of certificates</c>.</param>
    /// <param name="folders">
    /// The folders that it changes. Those in which Kubernetes has its files on a node (and none at all) mean the node as a whole; each
    /// other stands for itself, so that certificates of many clusters can be made side by side, each in its own folder.
    /// </param>
    /// <exception cref="KubeadmException"><c>NodeLocked</c>: another run has one of them; the message says which one, and since when.</exception>
    IDisposable Take(string command, params string[] folders);
}
