namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>A lock on systems other than Linux: a file that is open for writing once at most, and gone when it is closed.</summary>
internal static class PortableLock
{
    /// <summary>Acquires the lock.</summary>
    public static IDisposable Take(string folder, string name, LockHolder holder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name + ".lock");
        try
        {
            var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1, FileOptions.DeleteOnClose);
            file.Write(holder.ToBytes());
            file.Flush();
            return file;
        }
        catch (IOException)
        {
            throw LockErrors.NodeLocked(Read(path), holder.Command);
        }
    }

    private static LockHolder? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            file.CopyTo(content);
            return LockHolder.Parse(content.ToArray());
        }
        catch (IOException)
        {
            return null;
        }
    }
}
