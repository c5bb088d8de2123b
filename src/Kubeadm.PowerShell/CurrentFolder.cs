namespace Kubeadm.PowerShell;

/// <summary>The current folder of this process, which someone may have removed.</summary>
internal static class CurrentFolder
{
    /// <summary>Whether this process stands in a folder that is no more.</summary>
    public static bool IsGone
    {
        get
        {
            try
            {
                return Environment.CurrentDirectory.Length == 0;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return true;
            }
        }
    }

    /// <summary>
    /// Whether a relative path was resolved below the folder of temporary files for want of another: PowerShell begins a session there
    /// when the current folder is gone, and says nothing.
    /// </summary>
    /// <param name="path">The path as typed.</param>
    /// <param name="resolved">The absolute path that the session made of it.</param>
    public static bool IsStandInOf(string path, string resolved) =>
        !Path.IsPathRooted(path) && IsGone && resolved == Path.GetFullPath(Path.Combine(Path.GetTempPath(), path));
}
