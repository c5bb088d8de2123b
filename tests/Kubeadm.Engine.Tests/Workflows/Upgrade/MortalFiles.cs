using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>Files as a process sees them that may be killed: each change is one of its life.</summary>
/// <param name="files">The files.</param>
/// <param name="life">The process's life.</param>
internal sealed class MortalFiles(INodeFileSystem files, Life life) : INodeFileSystem
{
    public bool FileExists(string path) => Look().FileExists(path);

    public bool DirectoryExists(string path) => Look().DirectoryExists(path);

    public byte[] ReadAllBytes(string path, int limit) => Look().ReadAllBytes(path, limit);

    public byte[] ReadTail(string path, int length) => Look().ReadTail(path, length);

    public void WriteAllBytes(string path, ReadOnlySpan<byte> content, UnixFileMode mode) => Change().WriteAllBytes(path, content, mode);

    public IStagedFile Stage(string path, ReadOnlySpan<byte> content, UnixFileMode mode) => new StagedWrite(this, path, content.ToArray(), mode);

    public void CreateDirectory(string path, UnixFileMode mode) => Change().CreateDirectory(path, mode);

    public void DeleteFile(string path) => Change().DeleteFile(path);

    public void DeleteDirectory(string path, CancellationToken cancellationToken) => Change().DeleteDirectory(path, cancellationToken);

    public void Move(string source, string destination) => Change().Move(source, destination);

    public IReadOnlyList<string> List(string path) => Look().List(path);

    public long? GetFreeSpace(string path) => Look().GetFreeSpace(path);

    public NodeFileInfo? Stat(string path) => Look().Stat(path);

    public string? Resolve(string path) => Look().Resolve(path);

    public void SetMode(string path, UnixFileMode mode) => Change().SetMode(path, mode);

    public void SetOwner(string path, int userId, int groupId) => Change().SetOwner(path, userId, groupId);

    public void SetTreeOwner(string path, int userId, int groupId) => Change().SetTreeOwner(path, userId, groupId);

    private INodeFileSystem Look()
    {
        life.RequireAlive();
        return files;
    }

    private INodeFileSystem Change()
    {
        life.Change();
        return files;
    }
}
