using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;

namespace Kubeadm.Engine.Tests.Workflows.Init;

/// <summary>A machine in memory on which folders of patches of this machine can be read.</summary>
internal sealed class ForeignPatches(INodeFileSystem memory) : INodeFileSystem
{
    private readonly LocalFileSystem _local = new();

    public bool FileExists(string path) => On(path).FileExists(path);

    public bool DirectoryExists(string path) => On(path).DirectoryExists(path);

    public byte[] ReadAllBytes(string path, int limit) => On(path).ReadAllBytes(path, limit);

    public byte[] ReadTail(string path, int length) => On(path).ReadTail(path, length);

    public void WriteAllBytes(string path, ReadOnlySpan<byte> content, UnixFileMode mode) => memory.WriteAllBytes(path, content, mode);

    public IStagedFile Stage(string path, ReadOnlySpan<byte> content, UnixFileMode mode) => memory.Stage(path, content, mode);

    public void CreateDirectory(string path, UnixFileMode mode) => memory.CreateDirectory(path, mode);

    public void DeleteFile(string path) => memory.DeleteFile(path);

    public void DeleteDirectory(string path, CancellationToken cancellationToken) => memory.DeleteDirectory(path, cancellationToken);

    public void Move(string source, string destination) => memory.Move(source, destination);

    public IReadOnlyList<string> List(string path) => On(path).List(path);

    public long? GetFreeSpace(string path) => memory.GetFreeSpace(path);

    public NodeFileInfo? Stat(string path) => On(path).Stat(path);

    public string? Resolve(string path) => On(path).Resolve(path);

    public void SetMode(string path, UnixFileMode mode) => memory.SetMode(path, mode);

    public void SetOwner(string path, int userId, int groupId) => memory.SetOwner(path, userId, groupId);

    public void SetTreeOwner(string path, int userId, int groupId) => memory.SetTreeOwner(path, userId, groupId);

    private INodeFileSystem On(string path) => path.Contains("/patches", StringComparison.Ordinal) ? _local : memory;
}
