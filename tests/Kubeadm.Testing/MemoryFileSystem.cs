using System.Text;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Testing;

/// <summary>Files in memory, with modes and owners. Parents must exist as on a disk; <c>/</c> always does.</summary>
public sealed class MemoryFileSystem : INodeFileSystem
{
    private readonly object _lock = new();
    private readonly Dictionary<string, (NodeFileInfo Info, byte[] Content)> _entries = new(StringComparer.Ordinal)
    {
        ["/"] = (new NodeFileInfo(NodeFileKind.Directory, NodeFileModes.PublicDirectory, 0, 0, 0), []),
    };

    /// <summary>Paths whose writing fails as on a full or read-only disk.</summary>
    public HashSet<string> Unwritable { get; } = new(StringComparer.Ordinal);

    /// <summary>Paths whose removal fails as that of a file in use.</summary>
    public HashSet<string> Undeletable { get; } = new(StringComparer.Ordinal);

    /// <summary>Folders and files that are links, and where they lead.</summary>
    public Dictionary<string, string> Links { get; } = new(StringComparer.Ordinal);

    /// <summary>All files, ordered.</summary>
    public IReadOnlyList<string> AllFiles
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Where(e => e.Value.Info.Kind == NodeFileKind.File).Select(e => e.Key).Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Adds a file with its folders.</summary>
    public MemoryFileSystem Add(string path, string content, UnixFileMode mode = NodeFileModes.PublicFile)
    {
        CreateDirectory(ParentOf(path), NodeFileModes.PublicDirectory);
        WriteAllBytes(path, Encoding.UTF8.GetBytes(content), mode);
        return this;
    }

    /// <summary>Adds a folder with its parents.</summary>
    public MemoryFileSystem AddDirectory(string path)
    {
        CreateDirectory(path, NodeFileModes.PublicDirectory);
        return this;
    }

    /// <summary>Adds something that is neither file nor folder: a socket, a link.</summary>
    public MemoryFileSystem AddOther(string path, NodeFileKind kind = NodeFileKind.Other)
    {
        CreateDirectory(ParentOf(path), NodeFileModes.PublicDirectory);
        lock (_lock)
        {
            _entries[path] = (new NodeFileInfo(kind, NodeFileModes.PublicFile, 0, 0, 0), []);
        }

        return this;
    }

    /// <summary>A file's content as text.</summary>
    public string ReadText(string path) => Encoding.UTF8.GetString(Read(path));

    public bool FileExists(string path) => Stat(Links.GetValueOrDefault(path, path))?.Kind == NodeFileKind.File;

    public bool DirectoryExists(string path) => Stat(path)?.Kind == NodeFileKind.Directory;

    public byte[] ReadAllBytes(string path, int limit) => Read(path) is var content && content.Length <= limit ? content : throw FileReadErrors.TooLarge(path, limit);

    public byte[] ReadAllBytes(string path) => ReadAllBytes(path, FileLimits.Default);

    public byte[] ReadTail(string path, int length) => Read(path)[^Math.Min(length, Read(path).Length)..];

    private byte[] Read(string path)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(Normal(Links.GetValueOrDefault(path, path)), out var entry) && entry.Info.Kind == NodeFileKind.File
                ? (byte[])entry.Content.Clone()
                : throw new FileNotFoundException($"{path} does not exist", path);
        }
    }

    public void WriteAllBytes(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        lock (_lock)
        {
            path = Normal(Links.GetValueOrDefault(path, path));
            if (Unwritable.Any(u => path == u || path.StartsWith(u + "/", StringComparison.Ordinal)))
            {
                throw FileErrors.CannotWrite(path, new UnauthorizedAccessException());
            }

            if (!DirectoryExists(ParentOf(path)))
            {
                throw FileErrors.CannotWrite(path, new DirectoryNotFoundException());
            }

            var replaced = _entries.GetValueOrDefault(path).Info;
            _entries[path] = (new NodeFileInfo(NodeFileKind.File, mode, replaced?.UserId ?? 0, replaced?.GroupId ?? 0, content.Length), content.ToArray());
        }
    }

    public IStagedFile Stage(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        if (Unwritable.Any(u => path == u || path.StartsWith(u + "/", StringComparison.Ordinal)))
        {
            throw FileErrors.CannotWrite(path, new UnauthorizedAccessException());
        }

        return new StagedWrite(this, path, content.ToArray(), mode);
    }

    public void CreateDirectory(string path, UnixFileMode mode)
    {
        lock (_lock)
        {
            path = Normal(path);
            switch (Stat(path)?.Kind)
            {
                case NodeFileKind.Directory:
                    return;
                case null:
                    CreateDirectory(ParentOf(path), mode);
                    _entries[path] = (new NodeFileInfo(NodeFileKind.Directory, mode, 0, 0, 0), []);
                    break;
                default:
                    throw new IOException($"{path} is not a folder");
            }
        }
    }

    public string? Resolve(string path)
    {
        var real = Links.GetValueOrDefault(path, path);
        return Stat(real) is null ? null : real;
    }

    public void DeleteFile(string path)
    {
        lock (_lock)
        {
            RefuseUndeletable(path);
            _entries.Remove(Normal(path));
        }
    }

    public void DeleteDirectory(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            path = Normal(path);
            RefuseUndeletable(path);
            foreach (var key in _entries.Keys.Where(k => k == path || k.StartsWith(path + "/", StringComparison.Ordinal)).ToList())
            {
                _entries.Remove(key);
            }
        }
    }

    public void Move(string source, string destination)
    {
        lock (_lock)
        {
            (source, destination) = (Normal(source), Normal(destination));
            foreach (var key in _entries.Keys.Where(k => k == source || k.StartsWith(source + "/", StringComparison.Ordinal)).ToList())
            {
                _entries[destination + key[source.Length..]] = _entries[key];
                _entries.Remove(key);
            }
        }
    }

    public IReadOnlyList<string> List(string path)
    {
        lock (_lock)
        {
            path = Normal(path);
            return [.. _entries.Keys.Where(k => k != "/" && ParentOf(k) == path).Select(k => Path.GetFileName(k)).Order(StringComparer.Ordinal)];
        }
    }

    public NodeFileInfo? Stat(string path)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(Normal(path), out var entry) ? entry.Info : null;
        }
    }

    /// <summary>The free space that is told of every folder; null means that it is not known.</summary>
    public long? FreeSpace { get; set; }

    public long? GetFreeSpace(string path) => FreeSpace;

    public void SetMode(string path, UnixFileMode mode) => Alter(path, info => info with { Mode = mode });

    public void SetOwner(string path, int userId, int groupId) => Alter(path, info => info with { UserId = userId, GroupId = groupId });

    public void SetTreeOwner(string path, int userId, int groupId)
    {
        lock (_lock)
        {
            SetOwner(path, userId, groupId);
            foreach (var key in _entries.Keys.Where(k => k.StartsWith(Normal(path) + "/", StringComparison.Ordinal)).ToList())
            {
                SetOwner(key, userId, groupId);
            }
        }
    }

    private void RefuseUndeletable(string path)
    {
        if (Undeletable.Contains(path))
        {
            throw new IOException($"{path}: Device or resource busy");
        }
    }

    private void Alter(string path, Func<NodeFileInfo, NodeFileInfo> change)
    {
        lock (_lock)
        {
            var (info, content) = _entries.TryGetValue(Normal(path), out var entry) ? entry : throw new FileNotFoundException($"{path} does not exist", path);
            _entries[Normal(path)] = (change(info), content);
        }
    }

    private static string Normal(string path) => path.Length > 1 ? path.TrimEnd('/') : path;

    private static string ParentOf(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : "/";
}
