using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Host.CommandLine;

/// <summary>Where a dry run that kubeadm's command line asks for leaves its files.</summary>
internal static class KubeadmDryRun
{
    /// <summary>kubeadm's own place, which scripts look into, from the top. The cmdlets take the temporary folder, so that a dry run leaves a node alone.</summary>
    private static readonly string[] Folders = ["/etc/kubernetes", "/etc/kubernetes/tmp"];

    /// <summary>
    /// A new folder where kubeadm makes its own: <c>/etc/kubernetes/tmp/kubeadm-init-dryrunNNN</c>. Null when the line asks for no dry
    /// run of init or join, when the environment names a folder, and for a user who may not write there, for whom kubeadm fails and the
    /// cmdlet takes the temporary folder.
    /// </summary>
    public static string? NewFolder(KubeadmLine line)
    {
        var workflow = line.Entry.Path.Split(' ')[0];
        if (!line.IsOn("dry-run") || workflow is not ("init" or "join") || !OperatingSystem.IsLinux()
            || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable($"KUBEADM_{workflow.ToUpperInvariant()}_DRYRUN_DIR")))
        {
            return null;
        }

        try
        {
            var path = Path.Combine(Folders[^1], $"kubeadm-{workflow}-dryrun{Random.Shared.NextInt64(1_000_000_000):D9}");
            foreach (var folder in Folders.Append(path))
            {
                // Each by itself: those on the way would be open to all.
                Directory.CreateDirectory(folder, NodeFileModes.PrivateDirectory);
            }

            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
