namespace Kubeadm.Engine.Ports.Node;

/// <summary>The node's files. Paths are absolute, in the node's own form.</summary>
/// <remarks>
/// What changes files is safe in folders that others may write to: each works on the folder that it has opened, and root follows
/// links on the way to it only where root made them.
/// </remarks>
public interface INodeFileSystem
{
    /// <summary>Whether a regular file is there (links are followed).</summary>
    bool FileExists(string path);

    /// <summary>Whether a folder is there (links are followed).</summary>
    bool DirectoryExists(string path);

    /// <summary>Reads a whole file, or all that a pipe gives, as <c>&lt;(program)</c> of a shell is one.</summary>
    /// <param name="path">The file; links are followed.</param>
    /// <param name="limit">How many bytes it may have. No more than that is read; see <see cref="FileLimits"/>.</param>
    /// <exception cref="FileNotFoundException">It is missing.</exception>
    /// <exception cref="DirectoryNotFoundException">Its folder is missing.</exception>
    /// <exception cref="KubeadmException">
    /// <c>FileTooLarge</c>: it has more bytes. <c>NotAFile</c>: it is a folder or a socket. <c>FileReadTimedOut</c>: it is a pipe that
    /// does not come to its end within <see cref="FileLimits.PipeWait"/>.
    /// </exception>
    byte[] ReadAllBytes(string path, int limit);

    /// <summary>Reads a whole file of up to <see cref="FileLimits.Default"/> bytes.</summary>
    /// <inheritdoc cref="ReadAllBytes(string, int)"/>
    byte[] ReadAllBytes(string path) => ReadAllBytes(path, FileLimits.Default);

    /// <summary>Reads the end of a regular file of any size, which may be growing.</summary>
    /// <param name="path">The file; links are followed.</param>
    /// <param name="length">How many bytes at most.</param>
    byte[] ReadTail(string path, int length);

    /// <summary>
    /// Writes a file so that a reader sees the old content or the new, never a part: a temporary file beside it with the right
    /// mode from its first byte, flushed, then renamed. Missing folders are not made.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="content">The whole content.</param>
    /// <param name="mode">The mode; on Windows only whether others may read matters.</param>
    /// <exception cref="KubeadmException"><c>AccessDenied</c> or <c>FileSystemFailed</c>, with the file as its target. The file is as it was.</exception>
    void WriteAllBytes(string path, ReadOnlySpan<byte> content, UnixFileMode mode);

    /// <summary>
    /// Writes a file's new content beside it, as <see cref="WriteAllBytes"/> does, without putting it in its place yet: files that
    /// belong together are all written before the first of them is replaced.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="content">The whole content.</param>
    /// <param name="mode">The mode; on Windows only whether others may read matters.</param>
    /// <exception cref="KubeadmException"><c>AccessDenied</c> or <c>FileSystemFailed</c>, with the file as its target. The file is as it was.</exception>
    IStagedFile Stage(string path, ReadOnlySpan<byte> content, UnixFileMode mode);

    /// <summary>Creates a folder and its missing parents with this mode. Does nothing when it is there.</summary>
    /// <exception cref="KubeadmException"><c>AccessDenied</c> or <c>FileSystemFailed</c>, with the folder as its target.</exception>
    void CreateDirectory(string path, UnixFileMode mode);

    /// <summary>Removes a file or link; nothing when it is not there.</summary>
    void DeleteFile(string path);

    /// <summary>
    /// Removes a folder with all that is in it, of any depth and whatever its names are. Links in it are removed, never followed.
    /// Nothing when it is not there.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="cancellationToken">Ends the removal between two files; what is left is whole.</param>
    void DeleteDirectory(string path, CancellationToken cancellationToken);

    /// <summary>Moves a file or folder on one file system, replacing a file.</summary>
    void Move(string source, string destination);

    /// <summary>The names (not paths) in a folder, ordered ordinally; empty when the folder is missing.</summary>
    /// <remarks>A byte of a name that is not UTF-8 stands as a lone surrogate, U+DC80 to U+DCFF, so that the file can be reached by it.</remarks>
    IReadOnlyList<string> List(string path);

    /// <summary>Kind, mode and owner of what is at the path, links not followed; null when nothing is there.</summary>
    NodeFileInfo? Stat(string path);

    /// <summary>The path with every link in it followed; null when nothing is there.</summary>
    /// <exception cref="IOException">The links go round in a circle.</exception>
    string? Resolve(string path);

    /// <summary>The bytes that may still be written where a folder is; null where that is not known.</summary>
    long? GetFreeSpace(string path);

    /// <summary>Sets the mode.</summary>
    void SetMode(string path, UnixFileMode mode);

    /// <summary>Sets the owner of a file or folder. Links are followed as in <see cref="WriteAllBytes"/>; nothing that was put in its place meanwhile is given away.</summary>
    void SetOwner(string path, int userId, int groupId);

    /// <summary>Sets the owner of a folder and of all that is in it; of links in it themselves, never of what they lead to.</summary>
    void SetTreeOwner(string path, int userId, int groupId);
}
