namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>Follows the links in a path, in its folders too, which .NET only does for its last part.</summary>
internal static class LinkResolver
{
    // Linux's own limit (path_resolution(7)).
    private const int MaxLinks = 40;

    /// <summary>The path without links; null when nothing is there.</summary>
    /// <exception cref="IOException">The links go round in a circle.</exception>
    public static string? Resolve(string path)
    {
        var current = Path.GetPathRoot(Path.GetFullPath(path))!;
        var pending = new Stack<string>();
        Push(pending, Path.GetFullPath(path)[current.Length..]);
        for (var links = 0; pending.TryPop(out var part);)
        {
            if (part == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }

            var next = Path.Combine(current, part);
            if (new DirectoryInfo(next).LinkTarget is not { } target)
            {
                current = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                throw new IOException($"{path}: too many links");
            }

            var root = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : "";
            current = root.Length > 0 ? root : current;
            Push(pending, target[root.Length..]);
        }

        return Path.Exists(current) ? current : null;
    }

    private static void Push(Stack<string> pending, string path)
    {
        foreach (var part in path.Split(['/', Path.DirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse())
        {
            pending.Push(part);
        }
    }
}
