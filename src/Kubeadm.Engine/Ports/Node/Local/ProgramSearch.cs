namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>
/// Finds programs on this machine. Only absolute folders of the search path count: an empty or relative one means the current folder,
/// in which anybody may have put a program.
/// </summary>
public static class ProgramSearch
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The absolute path of a program; null where there is none.</summary>
    /// <param name="program">An absolute path or a bare name; of another relative path there is none.</param>
    public static string? Find(string program)
    {
        ArgumentNullException.ThrowIfNull(program);
        if (Path.IsPathFullyQualified(program))
        {
            return Candidates(program).FirstOrDefault(IsExecutable);
        }

        if (program.Length == 0 || program.AsSpan().IndexOfAny('/', Path.DirectorySeparatorChar, ':') >= 0)
        {
            return null;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Where(Path.IsPathFullyQualified).SelectMany(folder => Candidates(Path.Combine(folder, program))).FirstOrDefault(IsExecutable);
    }

    private static IEnumerable<string> Candidates(string path) =>
        OperatingSystem.IsWindows() && !Path.HasExtension(path) ? [path + ".exe", path + ".cmd", path + ".bat"] : [path];

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != 0);
}
