namespace Kubeadm.Engine.Ports.Node;

/// <summary>How much is read of files, which may have been made by anybody and may be no files at all (<c>/dev/zero</c>, pipes).</summary>
public static class FileLimits
{
    /// <summary>
    /// Bytes of any file: certificates, keys, kubeconfigs, manifests, accounts and what <c>/proc</c> shows have a few megabytes at most.
    /// </summary>
    public const int Default = 16 * 1024 * 1024;

    /// <summary>Bytes of a configuration file or a patch: somewhat more than the 3 MiB that the API server takes of an object.</summary>
    public const int Configuration = 4 * 1024 * 1024;

    /// <summary>Bytes at the end of a log in which its last lines are looked for.</summary>
    public const int LogTail = 1024 * 1024;

    /// <summary>How long a pipe may take until it has given all of its content.</summary>
    public static TimeSpan PipeWait { get; } = TimeSpan.FromMinutes(1);
}
