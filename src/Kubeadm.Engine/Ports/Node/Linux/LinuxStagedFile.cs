using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>A file's new content beside it, in a folder that is held open until it is in its place.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxStagedFile : IStagedFile
{
    private readonly LinuxFolder _folder;
    private readonly byte[] _name;
    private readonly byte[] _temporary;
    private readonly string _path;
    private readonly bool _isDurable;
    private bool _isThere;

    private LinuxStagedFile(LinuxFolder folder, byte[] name, string path, bool isDurable)
    {
        (_folder, _name, _path, _isDurable) = (folder, name, path, isDurable);
        _temporary = RawName.Encode(TemporaryName.For(RawName.Decode(name.AsSpan(..^1))));
    }

    /// <summary>Writes it. A file that is replaced keeps its owner; where the path is a link, what it leads to is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">The whole content.</param>
    /// <param name="mode">The mode, from the first byte.</param>
    /// <param name="isDurable">Whether it is on the disk before it is put in its place.</param>
    public static LinuxStagedFile Create(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool isDurable)
    {
        var staged = new LinuxStagedFile(LinuxFolder.OpenTarget(path, out var name), name, path, isDurable);
        try
        {
            staged.Write(content, mode);
            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void PutInPlace()
    {
        if (Libc.RenameAt(_folder.Descriptor, _temporary, _folder.Descriptor, _name) != 0)
        {
            throw FileErrors.CannotWrite(_path, Libc.Failure(Marshal.GetLastPInvokeError(), _path));
        }

        _isThere = false;
        DeleteLeftovers();
        if (_isDurable)
        {
            _folder.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isThere)
        {
            _isThere = false;
            _ = Libc.UnlinkAt(_folder.Descriptor, _temporary);
        }

        _folder.Dispose();
    }

    private void Write(ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        var old = _folder.Stat(_name);
        if (old?.Kind == NodeFileKind.Directory)
        {
            throw FileErrors.IsFolder(_path);
        }

        using var file = CreateNew(mode & NodeFileModes.PrivateFile);
        if (old is { } replaced && Environment.IsPrivilegedProcess)
        {
            LinuxOwner.Set((int)file.DangerousGetHandle(), replaced.UserId, replaced.GroupId, () => _path);
        }

        // The process's umask may have taken bits away, and a change of owner others.
        File.SetUnixFileMode(file, mode);
        RandomAccess.Write(file, content, fileOffset: 0);
        if (_isDurable)
        {
            Libc.Flush((int)file.DangerousGetHandle());
        }
    }

    private SafeFileHandle CreateNew(UnixFileMode mode)
    {
        var descriptor = Libc.OpenAt(_folder.Descriptor, _temporary, Libc.OpenWriteOnly | Libc.OpenCreate | Libc.OpenExclusive | Libc.OpenNoFollow, mode);
        if (descriptor < 0)
        {
            throw Libc.Failure(Marshal.GetLastPInvokeError(), _path);
        }

        _isThere = true;
        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Removes what runs left that were killed while they wrote this file. It may hold secrets.</summary>
    private void DeleteLeftovers()
    {
        try
        {
            var name = RawName.Decode(_name.AsSpan(..^1));
            using var reader = new FolderReader(_folder.Descriptor, () => _folder.Path);
            foreach (var entry in reader.Read(int.MaxValue).Where(entry => TemporaryName.IsOf(name, entry.Text)))
            {
                _ = Libc.UnlinkAt(_folder.Descriptor, entry.Name);
            }
        }
        catch (Exception error) when (FileErrors.IsFileError(error))
        {
            // A folder may be written to and not read; the new content is in its place all the same.
        }
    }
}
