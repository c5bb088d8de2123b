using System.Globalization;
using Kubeadm.Engine.Ports.Node;
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
        Remedy = $"See that there is enough free space where {folder} is, and that it can be written to.",
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
        Remedy = $"Free space there; older copies in {KubernetesPaths.TemporaryDirectory} may be what can go, and any whose name ends with {FolderCopy.PartSuffix}: those are not whole.",
    };

    /// <summary>A copy failed before it was whole.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="part">The part of the copy.</param>
    /// <param name="left">Why the part is still there; null when it is gone.</param>
    public static KubeadmException NotWhole(KubeadmException cause, string part, string? left) =>
        cause.Reworded($"{cause.Message}; {(left is null ? "what there was of the copy has been removed" : NotRemoved(part, left))}");

    /// <summary>A copy was cancelled, and what there was of it could not be removed.</summary>
    /// <param name="part">The part of the copy.</param>
    /// <param name="left">Why it is still there.</param>
    /// <param name="cause">What ended the copying.</param>
    public static KubeadmException Left(string part, string left, Exception cause) => new("BackupLeft", $"the copying was ended; {NotRemoved(part, left)}", cause)
    {
        Target = part,
        Remedy = $"Remove {part}.",
    };

    private static string NotRemoved(string part, string left) => $"what there was of the copy is still there, {part}, for it could not be removed: {left}";

    private static string Megabytes(long bytes) => (bytes / 1024.0 / 1024.0).ToString("0.#", CultureInfo.InvariantCulture);
}
