namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>
/// A folder of this machine for what a run leaves, made with the folders around it where these are missing, all for their owner alone.
/// Where nothing came into it, what was made of them can be taken away again.
/// </summary>
public sealed class OutputFolder
{
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>The folders that were made, the innermost first.</summary>
    private readonly IReadOnlyList<string> _made;

    private OutputFolder(string path, IReadOnlyList<string> made)
    {
        Path = path;
        _made = made;
    }

    /// <summary>The folder's path.</summary>
    public string Path { get; }

    /// <summary>Takes a folder, and makes it where it is not there.</summary>
    /// <param name="path">Its absolute path.</param>
    /// <exception cref="KubeadmException">It cannot be made.</exception>
    public static OutputFolder At(string path)
    {
        var files = new LocalFileSystem();
        var made = new List<string>();
        for (var missing = System.IO.Path.TrimEndingDirectorySeparator(path); missing.Length > 0 && files.Stat(missing) is null; missing = System.IO.Path.GetDirectoryName(missing) ?? "")
        {
            made.Add(missing);
        }

        files.CreateDirectory(path, NodeFileModes.PrivateDirectory);
        return new OutputFolder(path, made);
    }

    /// <summary>Makes a new folder in this machine's temporary directory.</summary>
    /// <param name="prefix">What its name begins with.</param>
    /// <exception cref="IOException">The temporary directory is full or not writable.</exception>
    public static OutputFolder Temporary(string prefix)
    {
        var path = Directory.CreateTempSubdirectory(prefix).FullName;
        return new OutputFolder(path, [path]);
    }

    /// <summary>Takes away what was made, unless there is a file in it. What cannot be removed stays: it is empty.</summary>
    public void RemoveIfEmpty()
    {
        try
        {
            if (_made.Count > 0 && Directory.Exists(Path) && !Directory.EnumerateFiles(Path, "*", Below).Any())
            {
                // None is removed with what is in it: others may put something there meanwhile.
                var inner = Directory.EnumerateDirectories(Path, "*", Below).OrderByDescending(folder => folder.Length).ToList();
                inner.Concat(_made).ToList().ForEach(Directory.Delete);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder around it that others use too.
        }
    }
}
