namespace Kubeadm.Testing;

/// <summary>Files of this repository, found from where the tests run.</summary>
public static class RepositoryFiles
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The engine's C# files.</summary>
    public static IEnumerable<string> EngineSources => Sources("src/Kubeadm.Engine");

    /// <summary>The C# files of the errors and results that the engine gives.</summary>
    public static IEnumerable<string> ContractSources => Sources("src/Kubeadm.Contracts");

    /// <summary>The C# files below a folder, without what builds leave there.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        let parts = path.Split(Path.DirectorySeparatorChar)
        where !parts.Contains("obj") && !parts.Contains("bin")
        select path;

    /// <summary>The nearest folder above the tests that holds the solution.</summary>
    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Kubeadm.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no folder above {AppContext.BaseDirectory} holds Kubeadm.slnx");
    }
}
