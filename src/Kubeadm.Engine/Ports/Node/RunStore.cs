namespace Kubeadm.Engine.Ports.Node;

/// <summary>Records of runs in a folder for its owner alone (0700), in files for the owner alone (0600).</summary>
/// <param name="files">The node's files.</param>
/// <param name="system">Whether root writes, and which form paths have.</param>
/// <param name="state">The folder in which this program keeps what outlives its runs; that of records is in it.</param>
public sealed class RunStore(INodeFileSystem files, INodeSystem system, string state) : IRunStore
{
    /// <summary>The variable of the environment that names another folder than <see cref="StateFolder"/>.</summary>
    public const string Variable = "KUBEADM_PS_STATE";

    /// <summary>Where this program keeps what outlives its runs, on Linux.</summary>
    public const string StateFolder = "/var/lib/kubeadm-ps";

    private const string Extension = ".json";

    /// <summary>Bytes of a record: some hundreds of changes have a hundred thousand.</summary>
    private const int Limit = FileLimits.Configuration;

    /// <inheritdoc/>
    public string Folder { get; } = $"{state}{(system.IsWindows ? '\\' : '/')}history";

    /// <inheritdoc/>
    public IReadOnlyList<string> Names()
    {
        RequireAbsolute();
        try
        {
            // A folder that is not there has no records; one that only looks so does not say that there were no runs.
            foreach (var folder in new[] { state, Folder })
            {
                if (files.Stat(folder) is { Kind: not NodeFileKind.Directory } && (folder == Folder || files.Stat(Folder) is null))
                {
                    throw RunStoreErrors.NotAFolder(folder);
                }
            }

            return [.. files.List(Folder).Where(name => name.EndsWith(Extension, StringComparison.Ordinal) && name[0] != '.').OrderDescending(StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException denied)
        {
            throw RunStoreErrors.NotReadable(Folder, denied);
        }
    }

    /// <inheritdoc/>
    public byte[] Read(string name)
    {
        var path = PathOf(name);
        if (files.Stat(path) is { Kind: not NodeFileKind.File })
        {
            throw RunStoreErrors.NotARecord(path);
        }

        try
        {
            return files.ReadAllBytes(path, Limit);
        }
        catch (Exception error) when (FileErrors.IsFileError(error))
        {
            throw FileErrors.Of(error);
        }
    }

    /// <inheritdoc/>
    public void Save(string name, byte[] content)
    {
        RequireAbsolute();
        Ensure(state, NodeFileModes.PublicDirectory);
        Ensure(Folder, NodeFileModes.PrivateDirectory);
        files.WriteAllBytes(PathOf(name), content, NodeFileModes.PrivateFile);
    }

    /// <inheritdoc/>
    public void Delete(string name) => files.DeleteFile(PathOf(name));

    /// <summary>A relative one would be another folder in each folder that somebody stands in.</summary>
    private void RequireAbsolute()
    {
        if (!(system.IsWindows ? Path.IsPathFullyQualified(state) : state.StartsWith('/')))
        {
            throw RunStoreErrors.NotAbsolute(Variable, state);
        }
    }

    private string PathOf(string name) => $"{Folder}{(system.IsWindows ? '\\' : '/')}{name}";

    /// <summary>Makes a folder where none is, and refuses one that somebody else could have put there or can change.</summary>
    private void Ensure(string folder, UnixFileMode mode)
    {
        if (files.Stat(folder) is null)
        {
            files.CreateDirectory(folder, mode);
        }

        const UnixFileMode others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        var reason = files.Stat(folder) switch
        {
            null => "is gone again",
            { Kind: NodeFileKind.Link } => "is a link",
            { Kind: not NodeFileKind.Directory } => "is not a folder",
            _ when system.IsWindows => null,
            { Mode: var found } when (found & others) != 0 => "may be written to by others",
            { UserId: not 0 and var owner } when system.IsPrivileged => $"belongs to the user {owner}",
            _ => null,
        };
        if (reason is not null)
        {
            throw RunStoreErrors.NotTrusted(folder, reason);
        }
    }
}
