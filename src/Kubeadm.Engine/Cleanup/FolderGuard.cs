using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Cleanup;

/// <summary>Keeps folders that the machine or its users live on from being emptied by a slip in a path.</summary>
public static class FolderGuard
{
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib32", "/lib64", "/libx32", "/media", "/mnt", "/opt", "/proc", "/root",
        "/run", "/sbin", "/srv", "/sys", "/tmp", "/usr", "/var", "/etc/pki", "/etc/ssl", "/etc/systemd",
        "/var/cache", "/var/lib", "/var/log", "/var/opt", "/var/run", "/var/spool", "/var/tmp",
        "/Program Files", "/Program Files (x86)", "/ProgramData", "/Users", "/Windows",
    };

    /// <summary>Nothing in these may be emptied, however deep.</summary>
    private static readonly string[] KeptWhole = ["/bin", "/boot", "/dev", "/lib", "/lib64", "/proc", "/sbin", "/sys", "/usr/bin", "/usr/lib", "/usr/sbin", "/Windows"];

    /// <summary>Nor what is directly in these: a person's home, the system's programs.</summary>
    private static readonly string[] KeptOneDeep = ["/home", "/usr", "/Users"];

    /// <summary>Refuses a folder that must not be emptied.</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="path">The folder.</param>
    /// <param name="field">Where the path was set, for the error.</param>
    /// <exception cref="KubeadmException"><c>UnsafeDirectory</c>.</exception>
    public static void Check(INodeFileSystem files, string path, string field)
    {
        if (Objection(files, path) is { } objection)
        {
            throw new KubeadmException("UnsafeDirectory", $"{field}: \"{path}\" cannot be emptied: {objection}")
            {
                Kind = KubeadmErrorKind.InvalidInput,
                Target = path,
                Remedy = $"Set it to a folder that holds nothing else, for example {KubernetesPaths.CertificatesDirectory} for certificates.",
            };
        }
    }

    /// <summary>Why a folder must not be emptied, by its name or by where its links lead; null when it may be.</summary>
    public static string? Objection(INodeFileSystem files, string path) =>
        WhyNot(path) ?? (files.Resolve(path) is { } real && real != path && WhyNot(real) is { } reason ? $"it leads to \"{real}\": {reason}" : null);

    private static string? WhyNot(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return "the path is empty";
        }

        var isDrive = path.Length > 1 && char.IsAsciiLetter(path[0]) && path[1] == ':';
        var rooted = (isDrive ? path[2..] : path).Replace('\\', '/');
        if (!rooted.StartsWith('/'))
        {
            return "it is not an absolute path";
        }

        var clean = UnixPath.Join(rooted, "");
        return Kept.Contains(clean)
            || KeptWhole.Any(kept => clean.StartsWith(kept + "/", StringComparison.OrdinalIgnoreCase))
            || KeptOneDeep.Contains(UnixPath.DirectoryOf(clean), StringComparer.OrdinalIgnoreCase)
            ? "the machine needs what is in it"
            : null;
    }
}
