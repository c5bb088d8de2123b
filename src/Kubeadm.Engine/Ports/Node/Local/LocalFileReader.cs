using Kubeadm.Engine.Ports.Node.Linux;

namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>Reads files of this machine with limits in bytes and time.</summary>
internal static class LocalFileReader
{
    private static readonly string[] NodeFolders = [KubernetesPaths.ConfigurationDirectory, KubernetesPaths.KubeletDirectory, KubernetesPaths.EtcdDataDirectory];

    /// <inheritdoc cref="INodeFileSystem.ReadAllBytes(string, int)"/>
    public static byte[] ReadAll(string path, int limit, CancellationToken stopping)
    {
        if (OperatingSystem.IsLinux())
        {
            return LinuxFileReader.ReadAll(path, limit, IsOfNode(path) ? TimeSpan.Zero : FileLimits.PipeWait, stopping);
        }

        if (Directory.Exists(path))
        {
            throw FileReadErrors.NotAFile(path, "a folder");
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return stream.Length > limit ? throw FileReadErrors.TooLarge(path, limit) : ReadToEnd(stream, path, limit);
    }

    /// <inheritdoc cref="INodeFileSystem.ReadTail"/>
    public static byte[] ReadTail(string path, int length)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Position = Math.Max(0, stream.Length - length);
        var buffer = new byte[Math.Min(length, stream.Length)];
        var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return buffer[..count];
    }

    /// <summary>Whether a path is of what a node keeps: where people give a pipe in the place of a file, it is elsewhere.</summary>
    private static bool IsOfNode(string path) => Array.Exists(NodeFolders, folder => path.StartsWith(folder + "/", StringComparison.Ordinal));

    private static byte[] ReadToEnd(FileStream stream, string path, int limit)
    {
        using var content = new MemoryStream((int)stream.Length);
        var buffer = new byte[64 * 1024];
        while (stream.Read(buffer) is > 0 and var count)
        {
            content.Write(buffer, 0, count);
            if (content.Length > limit)
            {
                throw FileReadErrors.TooLarge(path, limit);
            }
        }

        return content.ToArray();
    }
}
