using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Cleanup;

/// <summary>
/// Decides which folders may be emptied: those that Kubernetes has for itself on a node, a folder of certificates that holds nothing else,
/// etcd's data folder; any other only when a person named it. Folders that the machine lives on never are. A link in the place of one that
/// Kubernetes has for itself is followed when nothing is where it leads but what Kubernetes keeps in that folder.
/// </summary>
/// <param name="files">The node's files.</param>
/// <param name="allowed">Folders that a person allowed to be emptied, whatever is in them; null means none.</param>
public sealed class FolderGuard(INodeFileSystem files, IReadOnlyCollection<string>? allowed = null)
{
    private const string EtcdMember = "member";

    private static readonly HashSet<string> Never = new(StringComparer.OrdinalIgnoreCase)
    {
        "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib32", "/lib64", "/libx32", "/media", "/mnt", "/opt", "/proc", "/root",
        "/run", "/sbin", "/srv", "/sys", "/tmp", "/usr", "/var", "/etc/pki", "/etc/ssl", "/etc/systemd",
        "/var/cache", "/var/lib", "/var/log", "/var/opt", "/var/run", "/var/spool", "/var/tmp",
        "/Program Files", "/Program Files (x86)", "/ProgramData", "/Users", "/Windows",
    };

    /// <summary>Nothing in these may be emptied, however deep.</summary>
    private static readonly string[] NeverBelow =
        ["/bin", "/boot", "/dev", "/lib", "/lib64", "/proc", "/sbin", "/sys", "/usr/bin", "/usr/lib", "/usr/sbin", "/etc/pki", "/etc/ssl", "/Windows"];

    /// <summary>Nor what is directly in these: a person's home, the system's programs.</summary>
    private static readonly string[] NeverDirectlyBelow = ["/home", "/usr", "/Users"];

    /// <summary>In these the system and its administrator have their own files beside Kubernetes'.</summary>
    private static readonly string[] OfSystem = ["/etc", "/usr", "/root"];

    /// <summary>Refuses a folder that must not be emptied.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="use">What it is for.</param>
    /// <param name="field">Where the path was set, for the error.</param>
    /// <exception cref="KubeadmException"><c>UnsafeDirectory</c>.</exception>
    public void Check(string path, FolderUse use, string field)
    {
        if (Objection(path, use) is { } objection)
        {
            throw new KubeadmException("UnsafeDirectory", $"{field}: \"{path}\" is not emptied: {objection}")
            {
                Kind = KubeadmErrorKind.InvalidInput,
                Target = path,
                Remedy = $"Set it to a folder that holds nothing else, for example {KubernetesPaths.CertificatesDirectory} for certificates; or, when all that is in it may go, name it among the folders that may be emptied.",
            };
        }
    }

    /// <summary>Whether a person allowed a folder to be emptied.</summary>
    public bool IsAllowed(string path) => (allowed ?? []).Any(folder => Clean(folder) is { } clean && clean == Clean(path));

    /// <summary>Why a folder must not be emptied, by where it is (its links followed) and what is in it; null when it may be.</summary>
    public string? Objection(string path, FolderUse use)
    {
        if (WhyNever(path) is { } never)
        {
            return never;
        }

        var real = files.Resolve(path) ?? path;
        if (real != path && WhyNever(real) is { } reason)
        {
            return $"it leads to \"{real}\": {reason}";
        }

        if (IsAllowed(path) || IsAllowed(real) || IsOwn(real))
        {
            return null;
        }

        return use switch
        {
            FolderUse.Certificates => new CertificatesFolder(files).WhatElseIsIn(real) is { } other ? $"it holds \"{other}\", which is not of the cluster's certificates" : null,
            FolderUse.EtcdData => IsOfSystem(real) && files.List(real).FirstOrDefault(name => name != EtcdMember) is { } other ? $"it holds \"{other}\", which is not etcd's" : null,
            _ => !IsOwn(path) ? "it is not one of Kubernetes' own"
                : IsOfSystem(real) ? $"it leads to \"{real}\", where the system has its own files"
                : WhyNotFollowed(path, real),
        };
    }

    private string? WhyNotFollowed(string path, string real) => new LinkedFolder(files).WhatElseIsIn(Clean(path)!, real) is { } other
        ? $"it leads to \"{real}\", which holds \"{other}\"; when all that is in there may go, name it among the folders that may be emptied"
        : null;

    private static string? WhyNever(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return "the path is empty";
        }

        if (Clean(path) is not { } clean)
        {
            return "it is not an absolute path";
        }

        return Never.Contains(clean)
            || NeverBelow.Any(kept => IsBelow(clean, kept))
            || NeverDirectlyBelow.Contains(UnixPath.DirectoryOf(clean), StringComparer.OrdinalIgnoreCase)
            ? "the machine needs what is in it"
            : null;
    }

    /// <summary>Below Kubernetes' configuration folder, not the folder itself: people put files of their own there.</summary>
    private static bool IsOwn(string path) => Clean(path) is { } clean
        && (IsBelow(clean, KubernetesPaths.ConfigurationDirectory)
            || clean == KubernetesPaths.KubeletDirectory
            || clean == KubernetesPaths.EtcdDataDirectory
            || IsBelow(clean, KubernetesPaths.EtcdDataDirectory));

    private static bool IsOfSystem(string path) => Clean(path) is { } clean && OfSystem.Any(tree => IsBelow(clean, tree));

    private static bool IsBelow(string path, string folder) => path.StartsWith(folder + "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path without a drive, <c>.</c>, <c>..</c> and doubled slashes; null when it is not absolute.</summary>
    private static string? Clean(string path)
    {
        var isDrive = path.Length > 1 && char.IsAsciiLetter(path[0]) && path[1] == ':';
        var rooted = (isDrive ? path[2..] : path).Replace('\\', '/');
        return rooted.StartsWith('/') ? UnixPath.Join(rooted, "") : null;
    }
}
