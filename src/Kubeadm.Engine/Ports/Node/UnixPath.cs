namespace Kubeadm.Engine.Ports.Node;

/// <summary>
/// Paths of a Linux node in manifests, whatever machine makes them: joined and shortened as Go's <c>filepath</c> does,
/// which decides what kubeadm writes.
/// </summary>
internal static class UnixPath
{
    /// <summary>A folder and a name below it, without <c>.</c>, <c>..</c> and doubled slashes.</summary>
    public static string Join(string directory, string name) => Clean(directory.Length == 0 ? name : $"{directory}/{name}");

    /// <summary>The folder of a path; <c>.</c> for a bare name or nothing.</summary>
    public static string DirectoryOf(string path) => Clean(path[..(path.LastIndexOf('/') + 1)]);

    private static string Clean(string path)
    {
        var isRooted = path.StartsWith('/');
        List<string> parts = [];
        foreach (var part in path.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (!isRooted)
            {
                parts.Add(part);
            }
        }

        var clean = (isRooted ? "/" : "") + string.Join('/', parts);
        return clean.Length == 0 ? "." : clean;
    }
}
