using System.Text.RegularExpressions;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>Reads Linux's table of mounts (<c>/proc/self/mountinfo</c>, proc(5)).</summary>
internal static partial class MountTable
{
    private const int MountPointField = 4;

    /// <summary>Mount points at or below a path: the deepest first, and of those on one another the last mounted first.</summary>
    public static IReadOnlyList<string> Below(string table, string path)
    {
        var root = path.TrimEnd('/');
        return [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Where(fields => fields.Length > MountPointField)
            .Select(fields => Unescape(fields[MountPointField]))
            .Where(point => point == root || point.StartsWith(root + "/", StringComparison.Ordinal))
            .Reverse()
            .OrderByDescending(point => point.Count(c => c == '/'))];
    }

    // Space, tab, newline and backslash stand as a backslash and three octal digits.
    private static string Unescape(string text) =>
        Escape().Replace(text, match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString());

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Escape();
}
