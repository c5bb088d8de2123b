using System.Collections.ObjectModel;
using System.Management.Automation;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.PowerShell;

/// <summary>
/// What paths of the file system mean in a session: relative ones are below PowerShell's location, not the process's current folder,
/// <c>~</c> is the home folder, drives of the file system are known, and wildcards are letters like any others.
/// </summary>
/// <param name="session">The session.</param>
internal sealed class FilePaths(SessionState session)
{
    /// <summary>
    /// The variable of a session in which kubeadm's own command line runs. There a path means what it means to kubeadm: a relative one is
    /// below the process's current folder, and no letter has a meaning of its own.
    /// </summary>
    public const string AsKubeadmVariable = "KubeadmPathsAsKubeadm";

    private const string FileSystem = "FileSystem";

    /// <summary>Whether paths mean what they mean to kubeadm.</summary>
    public bool AreAsKubeadm => session.PSVariable.GetValue(AsKubeadmVariable) is true;

    /// <summary>The absolute path of a file or folder.</summary>
    /// <param name="path">The path as typed.</param>
    /// <exception cref="KubeadmException">
    /// <c>NotAFileSystemPath</c>: it is relative to a location that is no folder, or on a drive that has no files.
    /// <c>CurrentFolderGone</c>: it is relative to a folder that was removed. <c>InvalidArgument</c>: it is empty.
    /// </exception>
    public string Resolve(string path)
    {
        if (path.Length == 0)
        {
            throw NoPath();
        }

        if (AreAsKubeadm)
        {
            return Path.IsPathRooted(path) ? path : CurrentFolder.IsGone ? throw FileErrors.FolderGone(path) : Path.GetFullPath(path);
        }

        if (IsBelowHome(path))
        {
            return Path.GetFullPath(Path.Join(session.Provider.GetOne(FileSystem).Home, path[1..]));
        }

        var resolved = session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        if (!string.Equals(provider.Name, FileSystem, StringComparison.OrdinalIgnoreCase))
        {
            throw NotAFileSystemPath(path);
        }

        return CurrentFolder.IsStandInOf(path, resolved) ? throw FileErrors.FolderGone(path) : resolved;
    }

    /// <summary>
    /// The files that a path stands for: the one that has it as its name, whatever letters that has, else those that its wildcards match.
    /// </summary>
    /// <param name="path">The path as typed.</param>
    /// <param name="exists">Whether a file is there.</param>
    /// <returns>Absolute paths; of a path without wildcards the one, be it there or not, so that reading it says what is wrong with it.</returns>
    /// <exception cref="KubeadmException">As of <see cref="Resolve"/>; <c>FileNotFound</c>: nothing matches the wildcards.</exception>
    public IReadOnlyList<string> Expand(string path, Func<string, bool> exists)
    {
        var resolved = Resolve(path);
        if (AreAsKubeadm || !WildcardPattern.ContainsWildcardCharacters(path) || exists(resolved))
        {
            return [resolved];
        }

        var found = Matches(path);
        return found.Count > 0 ? found : throw NothingMatches(path);
    }

    private Collection<string> Matches(string path)
    {
        try
        {
            return session.Path.GetResolvedProviderPathFromPSPath(path, out _);
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
    }

    /// <summary>The provider of the location need not know of a home folder, as that of variables does not.</summary>
    private static bool IsBelowHome(string path) =>
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith($"~{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private KubeadmException NotAFileSystemPath(string path) => new(
        "NotAFileSystemPath", $"{path} is no path of a file or folder: PowerShell's location is {session.Path.CurrentLocation.Path}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = path,
        Remedy = "Set the location to a folder, or give an absolute path.",
    };

    private static KubeadmException NoPath() => new("InvalidArgument", "an empty text is no path")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Remedy = "Name a file or folder, or leave the parameter out.",
    };

    private static KubeadmException NothingMatches(string path) => new(FileErrors.FileNotFound, $"No file matches {path}")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = path,
        Remedy = "Name a file, or a pattern that matches one.",
    };
}
