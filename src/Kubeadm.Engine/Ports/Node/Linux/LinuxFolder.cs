using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>
/// A folder that is held open, so that what is done in it is done in this folder, whatever others put in the place of its path.
/// </summary>
/// <remarks>
/// It is reached from the root one name at a time. Root follows links on the way only where root made them: a person who may write to
/// a folder on the way could lead root anywhere with a link of their own. Others follow every link; they have no rights to be lent.
/// </remarks>
internal sealed class LinuxFolder : IDisposable
{
    // Linux's own limit (path_resolution(7)).
    private const int MostLinks = 40;

    private readonly SafeFileHandle _handle;

    private LinuxFolder(SafeFileHandle handle, string path)
    {
        _handle = handle;
        Path = path;
    }

    /// <summary>The path by which it was asked for.</summary>
    public string Path { get; }

    /// <summary>The descriptor; it is only good for reaching what is in the folder.</summary>
    public int Descriptor => (int)_handle.DangerousGetHandle();

    /// <summary>What tells the mount that it is on from others (<see cref="LinuxFileStatus.Mount"/>).</summary>
    public ulong Mount => LinuxFileStatus.Of(Descriptor, () => Path).Mount;

    /// <summary>Opens a folder.</summary>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    /// <exception cref="IOException">There is something else, or a link that root does not follow.</exception>
    public static LinuxFolder Open(string path) => new Walk(path, create: null).ToFolder();

    /// <summary>Opens a folder, and creates it and its parents where they are missing.</summary>
    public static LinuxFolder OpenOrCreate(string path, UnixFileMode mode) => new Walk(path, mode).ToFolder();

    /// <summary>Opens the folder in which a path's last name stands; links that the last name leads through are followed.</summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="name">The last name, which may not be there.</param>
    public static LinuxFolder OpenTarget(string path, out byte[] name) => new Walk(path, create: null, keepLast: true).ToFolder(out name);

    /// <summary>Opens the folder in which a path's last name stands; where that is a link, the link itself is meant.</summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="name">The last name, which may not be there.</param>
    public static LinuxFolder OpenParent(string path, out byte[] name)
    {
        var trimmed = path.TrimEnd('/');
        var last = trimmed.LastIndexOf('/');
        name = last >= 0 && trimmed[(last + 1)..] is not ("" or "." or "..") and var text
            ? RawName.Encode(text)
            : throw new IOException($"{path} is not the absolute path of a file or folder in another");
        return Open(trimmed[..(last + 1)]);
    }

    /// <summary>What is at a name in it; null when nothing is.</summary>
    public LinuxFileStatus? Stat(byte[] name) => LinuxFileStatus.Read(Descriptor, name, PathOf(name));

    /// <summary>The path of a name in it, for messages.</summary>
    public string PathOf(byte[] name) => $"{Path.TrimEnd('/')}/{RawName.Decode(name.AsSpan(..^1))}";

    /// <summary>Writes its names to disk, so that a rename in it outlives a crash.</summary>
    public void Flush()
    {
        var descriptor = Libc.OpenAt(Descriptor, [(byte)'.', 0], Libc.OpenReadOnly | Libc.OpenDirectory);
        if (descriptor >= 0)
        {
            Libc.Flush(descriptor);
            Libc.Close(descriptor);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    /// <summary>The way from the root to a folder.</summary>
    private ref struct Walk(string path, UnixFileMode? create, bool keepLast = false)
    {
        private readonly Stack<string> _pending = new();
        private SafeFileHandle? _at;
        private int _links;
        private string? _last;

        public LinuxFolder ToFolder()
        {
            Run();
            return new LinuxFolder(_at!, path);
        }

        public LinuxFolder ToFolder(out byte[] name)
        {
            Run();
            name = _last is not null ? RawName.Encode(_last) : throw new IOException($"{path} is not the path of a file in a folder");
            return new LinuxFolder(_at!, path[..(path.TrimEnd('/').LastIndexOf('/') + 1)]);
        }

        private void Run()
        {
            if (!path.StartsWith('/'))
            {
                throw new IOException($"{path} is not an absolute path");
            }

            try
            {
                _at = OpenRoot();
                Push(path);
                while (_pending.TryPop(out var name))
                {
                    Step(name);
                }
            }
            catch
            {
                _at?.Dispose();
                throw;
            }
        }

        private void Step(string name)
        {
            var raw = RawName.Encode(name);
            var isLast = keepLast && _pending.Count == 0 && name != "..";
            var flags = Libc.OpenPath | Libc.OpenNoFollow | (isLast ? 0 : Libc.OpenDirectory);
            var next = Libc.OpenAt(Current, raw, flags);
            var code = next < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (code == Libc.NoEntry && isLast)
            {
                _last = name;
            }
            else if (code == Libc.NoEntry && create is { } mode)
            {
                Enter(Create(raw, mode));
            }
            else if (code is Libc.NotDirectory or Libc.TooManyLinks || (isLast && next >= 0))
            {
                using var found = new SafeFileHandle(next >= 0 ? next : OpenAny(raw), ownsHandle: true);
                FollowOrStay(found, name);
            }
            else
            {
                Enter(next >= 0 ? next : throw Missing(code));
            }
        }

        private readonly Exception Missing(int code) =>
            code == Libc.NoEntry ? new DirectoryNotFoundException($"{path} is not there") : Libc.Failure(code, path);

        private void FollowOrStay(SafeFileHandle found, string name)
        {
            var shown = path;
            var status = LinuxFileStatus.Of((int)found.DangerousGetHandle(), () => shown);
            if (status.Kind == NodeFileKind.Link)
            {
                Follow(found, status);
            }
            else if (keepLast && _pending.Count == 0)
            {
                _last = name;
            }
            else
            {
                throw Libc.Failure(Libc.NotDirectory, path);
            }
        }

        private void Follow(SafeFileHandle link, LinuxFileStatus status)
        {
            if (status.UserId != 0 && Environment.IsPrivilegedProcess)
            {
                throw new IOException($"there is a link of user {status.UserId} in {path}, which root does not follow; name the folder that it leads to");
            }

            if (++_links > MostLinks)
            {
                throw Libc.Failure(Libc.TooManyLinks, path);
            }

            var target = Libc.ReadLink((int)link.DangerousGetHandle(), path);
            if (target.StartsWith('/'))
            {
                Enter(OpenRoot());
            }

            Push(target);
        }

        private readonly int Create(byte[] name, UnixFileMode mode)
        {
            if (Libc.MakeDirectoryAt(Current, name, mode) != 0 && Marshal.GetLastPInvokeError() is var code && code != Libc.Exists)
            {
                throw Libc.Failure(code, path);
            }

            // A link that was put here in the meantime is not followed.
            var made = Libc.OpenAt(Current, name, Libc.OpenPath | Libc.OpenNoFollow | Libc.OpenDirectory);
            return made >= 0 ? made : throw Libc.Failure(Marshal.GetLastPInvokeError(), path);
        }

        private readonly int OpenAny(byte[] name)
        {
            var found = Libc.OpenAt(Current, name, Libc.OpenPath | Libc.OpenNoFollow);
            return found >= 0 ? found : throw Libc.Failure(Marshal.GetLastPInvokeError(), path);
        }

        private readonly SafeFileHandle OpenRoot()
        {
            var root = Libc.OpenAt(Libc.CurrentDirectory, [(byte)'/', 0], Libc.OpenPath | Libc.OpenDirectory);
            return root >= 0 ? new SafeFileHandle(root, ownsHandle: true) : throw Libc.Failure(Marshal.GetLastPInvokeError(), path);
        }

        private void Enter(int descriptor) => Enter(new SafeFileHandle(descriptor, ownsHandle: true));

        private void Enter(SafeFileHandle next)
        {
            _at?.Dispose();
            _at = next;
        }

        private readonly int Current => (int)_at!.DangerousGetHandle();

        private readonly void Push(string more)
        {
            foreach (var part in more.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse())
            {
                _pending.Push(part);
            }
        }
    }
}
