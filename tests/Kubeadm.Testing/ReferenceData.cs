namespace Kubeadm.Testing;

/// <summary>Finds the reference cases: the folder in KUBEADM_REFERENCE, else <c>shared/reference</c> beside the checkout.</summary>
public static class ReferenceData
{
    /// <summary>The folder, or null when there is none.</summary>
    public static string? Directory { get; } = Find();

    /// <summary>The path of something in the folder; skips the test when there is no folder.</summary>
    public static string Require(params string[] parts)
    {
        Skip.If(Directory is null, "no reference cases: set KUBEADM_REFERENCE to their folder");
        return Path.Combine([Directory!, .. parts]);
    }

    /// <summary>
    /// The names of the cases of <c>init</c> that are wanted. Where there is no folder it is one empty name, for a theory without data
    /// fails, and one that asks for the case of that name with <see cref="Require"/> is skipped.
    /// </summary>
    /// <param name="isWanted">Decides by a case's folder.</param>
    public static IEnumerable<string> InitCases(Func<string, bool> isWanted) => Directory is null
        ? [""]
        : System.IO.Directory.EnumerateDirectories(Path.Combine(Directory, "init")).Where(isWanted).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("KUBEADM_REFERENCE") is { Length: > 0 } set)
        {
            return set;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "reference");
            if (System.IO.Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
