using System.Diagnostics.CodeAnalysis;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;

namespace Kubeadm.Engine.Recording;

/// <summary>
/// Files as they would be after a run that writes nothing: what is written lands under a folder of its own, what is removed is
/// remembered, and reads see both before they fall through to the files beneath.
/// </summary>
/// <remarks>Safe for use from several threads.</remarks>
public sealed class RecordingFileSystem : INodeFileSystem
{
    private readonly INodeFileSystem _inner;
    private readonly INodeFileSystem _disk;
    private readonly IDryRunLayout _layout;
    private readonly object _lock = new();
    private readonly RecordedPaths _paths = new();

    /// <param name="inner">The files beneath.</param>
    /// <param name="root">The folder of this machine that stands for the root; it is made when something is written.</param>
    /// <param name="disk">Where <paramref name="root"/> is; null means this machine's disk.</param>
    public RecordingFileSystem(INodeFileSystem inner, string root, INodeFileSystem? disk = null)
        : this(inner, new FolderLayout(root), disk)
    {
    }

    /// <summary>Creates it over a folder with a layout of its own.</summary>
    /// <param name="inner">The files beneath.</param>
    /// <param name="layout">Where what is written lands.</param>
    /// <param name="disk">Where the folder is; null means this machine's disk.</param>
    public RecordingFileSystem(INodeFileSystem inner, IDryRunLayout layout, INodeFileSystem? disk = null)
    {
        _inner = inner;
        _layout = layout;
        _disk = disk ?? new LocalFileSystem { IsDurable = false };
    }

    /// <summary>The paths of files that were written and not removed again, in order of their first writing.</summary>
    public IReadOnlyList<string> Written
    {
        get
        {
            lock (_lock)
            {
                return [.. _paths.Files];
            }
        }
    }

    /// <summary>The paths that were removed, ordered ordinally.</summary>
    public IReadOnlyList<string> Deleted
    {
        get
        {
            lock (_lock)
            {
                return [.. _paths.Deleted];
            }
        }
    }

    /// <summary>Is called with the path and the content of each file that is written, while other work on these files waits.</summary>
    public Action<string, byte[]>? FileWritten { get; init; }

    /// <summary>Where what is written to a path lands.</summary>
    public string LocationOf(string path) => _layout.LocationOf(path);

    /// <inheritdoc/>
    public bool FileExists(string path)
    {
        lock (_lock)
        {
            return TryFind(path, out var info) ? info.Kind == NodeFileKind.File : !_paths.IsHidden(path) && _inner.FileExists(path);
        }
    }

    /// <inheritdoc/>
    public bool DirectoryExists(string path)
    {
        lock (_lock)
        {
            return TryFind(path, out var info) ? info.Kind == NodeFileKind.Directory : !_paths.IsHidden(path) && _inner.DirectoryExists(path);
        }
    }

    /// <inheritdoc/>
    public byte[] ReadAllBytes(string path, int limit)
    {
        lock (_lock)
        {
            return TryFind(path, out _) ? _disk.ReadAllBytes(LocationOf(path), limit)
                : _paths.IsHidden(path) ? throw Missing(path)
                : _inner.ReadAllBytes(path, limit);
        }
    }

    /// <inheritdoc/>
    public byte[] ReadAllBytes(string path) => ReadAllBytes(path, FileLimits.Default);

    /// <inheritdoc/>
    public byte[] ReadTail(string path, int length)
    {
        lock (_lock)
        {
            return TryFind(path, out _) ? _disk.ReadTail(LocationOf(path), length)
                : _paths.IsHidden(path) ? throw Missing(path)
                : _inner.ReadTail(path, length);
        }
    }

    /// <inheritdoc/>
    public void WriteAllBytes(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        lock (_lock)
        {
            if (RecordedPaths.ParentOf(path) is { Length: > 0 } folder && !DirectoryExists(folder))
            {
                throw FileErrors.CannotWrite(path, new DirectoryNotFoundException());
            }

            var location = LocationOf(path);
            _disk.CreateDirectory(RecordedPaths.ParentOf(location), NodeFileModes.PrivateDirectory);
            _disk.WriteAllBytes(location, content, mode);
            var replaced = Stat(path);
            _paths.Note(path, new NodeFileInfo(NodeFileKind.File, mode, replaced?.UserId ?? 0, replaced?.GroupId ?? 0, content.Length));
            FileWritten?.Invoke(path, content.ToArray());
        }
    }

    /// <inheritdoc/>
    public IStagedFile Stage(string path, ReadOnlySpan<byte> content, UnixFileMode mode) => new StagedWrite(this, Resolve(path) ?? path, content.ToArray(), mode);

    /// <inheritdoc/>
    public void CreateDirectory(string path, UnixFileMode mode)
    {
        lock (_lock)
        {
            if (DirectoryExists(path))
            {
                return;
            }

            if (RecordedPaths.ParentOf(path) is { Length: > 0 } parent)
            {
                CreateDirectory(parent, mode);
            }

            if (_layout.KeepsEmptyFolder(path))
            {
                _disk.CreateDirectory(LocationOf(path), mode);
            }

            _paths.Note(path, new NodeFileInfo(NodeFileKind.Directory, mode, 0, 0, 0));
        }
    }

    /// <inheritdoc/>
    public void DeleteFile(string path)
    {
        lock (_lock)
        {
            if (_paths.Forget(path))
            {
                _disk.DeleteFile(LocationOf(path));
            }

            Hide(path);
        }
    }

    /// <inheritdoc/>
    public void DeleteDirectory(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            foreach (var file in _paths.ForgetBelow(path))
            {
                _disk.DeleteFile(LocationOf(file));
            }

            if (!_layout.IsShared(path))
            {
                _disk.DeleteDirectory(LocationOf(path), cancellationToken);
            }

            Hide(path);
        }
    }

    /// <inheritdoc/>
    public void Move(string source, string destination)
    {
        lock (_lock)
        {
            Copy(source, destination);
            if (DirectoryExists(source))
            {
                DeleteDirectory(source, CancellationToken.None);
            }
            else
            {
                DeleteFile(source);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string path)
    {
        lock (_lock)
        {
            var beneath = _paths.IsHidden(path) ? [] : _inner.List(path).Where(name => !_paths.IsHidden(Join(path, name)));
            var written = _paths.NamesIn(path);
            return [.. beneath.Union(written).Order(StringComparer.Ordinal)];
        }
    }

    /// <inheritdoc/>
    public NodeFileInfo? Stat(string path)
    {
        lock (_lock)
        {
            return TryFind(path, out var info) ? info : _paths.IsHidden(path) ? null : _inner.Stat(path);
        }
    }

    /// <inheritdoc/>
    public string? Resolve(string path)
    {
        lock (_lock)
        {
            return TryFind(path, out _) ? path : _paths.IsHidden(path) ? null : _inner.Resolve(path);
        }
    }

    /// <inheritdoc/>
    /// <remarks>That of the files beneath; a folder that only was recorded has none.</remarks>
    public long? GetFreeSpace(string path) => _inner.GetFreeSpace(path);

    /// <inheritdoc/>
    public void SetMode(string path, UnixFileMode mode) => Alter(path, info => info with { Mode = mode });

    /// <inheritdoc/>
    public void SetOwner(string path, int userId, int groupId) => Alter(path, info => info with { UserId = userId, GroupId = groupId });

    /// <inheritdoc/>
    /// <remarks>Only the folder itself is noted: owners are nothing that a dry run shows, and copying what is in it would be its only effect.</remarks>
    public void SetTreeOwner(string path, int userId, int groupId) => SetOwner(path, userId, groupId);

    private void Alter(string path, Func<NodeFileInfo, NodeFileInfo> change)
    {
        lock (_lock)
        {
            var info = Stat(path) ?? throw Missing(path);
            if (!_paths.TryFind(path, out _))
            {
                Copy(path, path);
            }

            var changed = change(info);
            _paths.Note(path, changed);
            if (info.Kind != NodeFileKind.Directory || (_layout.KeepsEmptyFolder(path) && !_layout.IsShared(path)))
            {
                _disk.SetMode(LocationOf(path), changed.Mode);
            }
        }
    }

    private void Copy(string source, string destination)
    {
        var info = Stat(source) ?? throw Missing(source);
        if (info.Kind != NodeFileKind.Directory)
        {
            WriteAllBytes(destination, ReadAllBytes(source, Array.MaxLength), info.Mode);
            return;
        }

        if (_layout.KeepsEmptyFolder(destination))
        {
            _disk.CreateDirectory(LocationOf(destination), info.Mode);
        }

        _paths.Note(destination, info);
        if (source != destination)
        {
            foreach (var name in List(source))
            {
                Copy(Join(source, name), Join(destination, name));
            }
        }
    }

    /// <summary>Finds what was written to a path, in this run or in an earlier one whose files are kept.</summary>
    private bool TryFind(string path, [NotNullWhen(true)] out NodeFileInfo? info)
    {
        if (!_paths.TryFind(path, out info) && _layout.IsKept(path) && !_paths.IsHidden(path)
            && _disk.Stat(LocationOf(path)) is { Kind: NodeFileKind.File } kept)
        {
            info = kept;
            _paths.Note(path, kept);
        }

        return info is not null;
    }

    private void Hide(string path)
    {
        if (_inner.Stat(path) is not null)
        {
            _paths.Hide(path);
        }
    }

    private static FileNotFoundException Missing(string path) => new($"{path} does not exist", path);

    private static string Join(string folder, string name) => folder.EndsWith('/') ? folder + name : folder + "/" + name;
}
