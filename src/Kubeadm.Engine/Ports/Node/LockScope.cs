using System.Security.Cryptography;
using System.Text;

namespace Kubeadm.Engine.Ports.Node;

/// <summary>The names of locks: one for the node as a whole, and one for each folder beyond it.</summary>
internal static class LockScope
{
    /// <summary>The name of the lock of a node as a whole.</summary>
    public const string Node = "node";

    private const int DigestCharacters = 24;

    private static readonly string[] OfNode = [KubernetesPaths.ConfigurationDirectory, KubernetesPaths.KubeletDirectory, KubernetesPaths.EtcdDataDirectory];

    /// <summary>The names for the folders that a run changes, each once, in an order that is the same for all runs.</summary>
    /// <param name="folders">The folders.</param>
    /// <param name="resolve">Follows links, so that one folder has one name; null where it is not there yet.</param>
    public static IReadOnlyList<string> NamesOf(IEnumerable<string> folders, Func<string, string?> resolve) =>
        [.. folders.Select(folder => NameOf(folder, resolve)).DefaultIfEmpty(Node).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Whether a run that changes folders changes the node as a whole.</summary>
    /// <inheritdoc cref="NamesOf"/>
    public static bool IncludesNode(IEnumerable<string> folders, Func<string, string?> resolve) => NamesOf(folders, resolve).Contains(Node);

    /// <summary>Whether a folder is one in which Kubernetes has its files on a node.</summary>
    public static bool IsOfNode(string folder)
    {
        var clean = UnixPath.Join(folder.Replace('\\', '/'), "");
        return OfNode.Any(own => clean == own || clean.StartsWith(own + "/", StringComparison.Ordinal) || clean.EndsWith(":" + own, StringComparison.OrdinalIgnoreCase)
            || clean.Contains($":{own}/", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A folder that is not there yet is known by the one that it is going to be in.</summary>
    private static string RealPath(string folder, Func<string, string?> resolve)
    {
        var there = folder;
        while (there.Length > 1 && resolve(there) is null && UnixPath.DirectoryOf(there.TrimEnd('/')) is var parent && parent != there)
        {
            there = parent;
        }

        return UnixPath.Join(resolve(there) ?? there, folder.Length > there.Length ? folder[there.Length..] : "");
    }

    private static string NameOf(string folder, Func<string, string?> resolve)
    {
        var real = RealPath(folder, resolve);
        return IsOfNode(folder) || IsOfNode(real)
            ? Node
            : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(UnixPath.Join(real, ""))))[..DigestCharacters];
    }
}
