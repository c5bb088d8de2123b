using System.Globalization;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Backups;

/// <summary>The errors of copies of folders.</summary>
internal static class BackupErrors
{
    /// <summary>A folder could not be copied.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="folder">The folder that it was to be copied into.</param>
    /// <param name="result">How the program ended.</param>
    public static KubeadmException CopyFailed(string source, string folder, ProcessResult result) => new(
        "BackupFailed", $"{source} could not be copied into {folder}: {Excerpt.Of(result.Error.Trim() is { Length: > 0 } error ? error : result.Output.Trim())} (exit code {result.ExitCode})")
    {
        Target = source,
        Remedy = $"See that {folder} has enough free space and can be written to.",
    };

    /// <summary>There is not enough space for a copy.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="folder">The folder that it is to be copied into.</param>
    /// <param name="free">The free space there, in bytes.</param>
    public static KubeadmException NoSpace(string source, long size, string folder, long free) => new(
        "BackupSpaceMissing", $"{source} has {Megabytes(size)} MiB, and where {folder} is there are {Megabytes(free)} MiB free")
    {
        Target = folder,
        Remedy = $"Free space there; older copies in {KubernetesPaths.TemporaryDirectory} may be what can go.",
    };

    private static string Megabytes(long bytes) => (bytes / 1024.0 / 1024.0).ToString("0.#", CultureInfo.InvariantCulture);
}
