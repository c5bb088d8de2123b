using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Host.CommandLine;

/// <summary>A dry run that kubeadm's command line asks for: in kubeadm's own form, with its files where kubeadm leaves them.</summary>
internal static class KubeadmDryRun
{
    /// <summary>kubeadm's own place, which scripts look into, from the top. The cmdlets take the temporary folder, so that a dry run leaves a node alone.</summary>
    private static readonly string[] Folders = [KubernetesPaths.ConfigurationDirectory, KubernetesPaths.TemporaryDirectory];

    /// <summary>The cmdlet's parameters; none when the line asks for no dry run, or for one that leaves and prints nothing of this kind.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="error">Receives the name of the folder where the command line does not choose one.</param>
    public static IEnumerable<(string Name, object? Value)> Parameters(KubeadmLine line, TextWriter error)
    {
        var words = line.Entry.Path.Split(' ');
        var workflow = words[0];
        if (!line.IsOn("dry-run") || workflow is not ("init" or "join" or "token" or "upgrade") || line.Entry.Ignored.Contains("dry-run"))
        {
            yield break;
        }

        yield return ("DryRunAsKubeadm", null);
        var variable = $"KUBEADM_{workflow.ToUpperInvariant()}_DRYRUN_DIR";
        if (workflow != "token" && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)) && NewFolder(workflow == "upgrade" ? $"{workflow}-{words[1]}" : workflow) is { } folder)
        {
            error.WriteLine($"[dryrun] Using the folder \"{folder}\"; set {variable} to choose another");
            yield return ("DryRunPath", folder);
        }
    }

    /// <summary>
    /// A new folder where kubeadm makes its own: <c>/etc/kubernetes/tmp/kubeadm-init-dryrunNNN</c>. Null for a user who may not write
    /// there, for whom kubeadm fails and the cmdlet takes the temporary folder.
    /// </summary>
    private static string? NewFolder(string workflow)
    {
        if (!OperatingSystem.IsLinux())
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
