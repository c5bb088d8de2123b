namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>A file's new content beside it, on systems other than Linux.</summary>
internal sealed class PortableStagedFile : IStagedFile
{
    private readonly string _path;
    private readonly string _target;
    private readonly string _folder;
    private readonly string _temporary;

    private PortableStagedFile(string path)
    {
        _path = path;
        _target = new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;
        _folder = Path.GetDirectoryName(_target) ?? throw new IOException($"{path} is not the path of a file");
        _temporary = Path.Combine(_folder, TemporaryName.For(Path.GetFileName(_target)));
    }

    /// <summary>Writes it. Where the path is a link, what it leads to is replaced.</summary>
    public static PortableStagedFile Create(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool isDurable)
    {
        var staged = new PortableStagedFile(path);
        if (Directory.Exists(staged._target))
        {
            throw FileErrors.IsFolder(path);
        }

        try
        {
            staged.Write(content, mode, isDurable);
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
        try
        {
            File.Move(_temporary, _target, overwrite: true);
        }
        catch (Exception error) when (FileErrors.IsFileError(error))
        {
            throw FileErrors.CannotWrite(_path, error);
        }

        var name = Path.GetFileName(_target);
        foreach (var left in Directory.EnumerateFiles(_folder).Where(file => TemporaryName.IsOf(name, Path.GetFileName(file))))
        {
            File.Delete(left);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(_temporary);

    private void Write(ReadOnlySpan<byte> content, UnixFileMode mode, bool isDurable)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var stream = new FileStream(_temporary, options);
        if (!OperatingSystem.IsWindows())
        {
            // The process's umask may have taken bits away.
            File.SetUnixFileMode(stream.SafeFileHandle, mode);
        }

        stream.Write(content);
        stream.Flush(flushToDisk: isDurable);
    }
}
