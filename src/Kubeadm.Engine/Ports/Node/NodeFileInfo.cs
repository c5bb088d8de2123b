namespace Kubeadm.Engine.Ports.Node;

/// <summary>Facts of a file or folder.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="UserId">Owner; 0 where the system has none.</param>
/// <param name="GroupId">Group; 0 where the system has none.</param>
/// <param name="Length">Bytes, for a regular file.</param>
public sealed record NodeFileInfo(NodeFileKind Kind, UnixFileMode Mode, int UserId, int GroupId, long Length);
