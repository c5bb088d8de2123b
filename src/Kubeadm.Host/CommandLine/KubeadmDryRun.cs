using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;

namespace Kubeadm.Host.CommandLine;

/// <summary>A dry run that kubeadm's command line asks for: in kubeadm's own form, with its files where kubeadm leaves them.</summary>
internal sealed class KubeadmDryRun
{
    private readonly OutputFolder? _folder;

    private KubeadmDryRun(IReadOnlyList<(string Name, object? Value)> parameters, OutputFolder? folder)
    {
        Parameters = parameters;
        _folder = folder;
    }

    /// <summary>The cmdlet's parameters; none when the line asks for no dry run, or for one that leaves and prints nothing of this kind.</summary>
    public IReadOnlyList<(string Name, object? Value)> Parameters { get; }

    /// <summary>Reads what a line asks for, and makes the folder for it.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="error">Receives the name of the folder where the command line does not choose one.</param>
    public static KubeadmDryRun Of(KubeadmLine line, TextWriter error)
    {
        var words = line.Entry.Path.Split(' ');
        var workflow = words[0];
        if (!line.IsOn("dry-run") || workflow is not ("init" or "join" or "token" or "upgrade") || line.Entry.Ignored.Contains("dry-run"))
        {
            return new KubeadmDryRun([], null);
        }

        var variable = $"KUBEADM_{workflow.ToUpperInvariant()}_DRYRUN_DIR";
        if (workflow == "token" || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable))
            || NewFolder(workflow == "upgrade" ? $"{workflow}-{words[1]}" : workflow) is not { } folder)
        {
            return new KubeadmDryRun([("DryRunAsKubeadm", null)], null);
        }

        error.WriteLine($"[dryrun] Using the folder \"{folder.Path}\"; set {variable} to choose another");
        return new KubeadmDryRun([("DryRunAsKubeadm", null), ("DryRunPath", folder.Path)], folder);
    }

    /// <summary>Takes the folder away again where nothing came into it: for a command that failed.</summary>
    public void Discard() => _folder?.RemoveIfEmpty();

    /// <summary>
    /// A new folder where kubeadm makes its own and scripts look: <c>/etc/kubernetes/tmp/kubeadm-init-dryrunNNN</c>. The cmdlets take the
    /// temporary folder, so that a dry run leaves a node alone. Null for a user who may not write there, for whom kubeadm fails.
    /// </summary>
    private static OutputFolder? NewFolder(string workflow)
    {
        try
        {
            return OperatingSystem.IsLinux() ? OutputFolder.At($"{KubernetesPaths.TemporaryDirectory}/kubeadm-{workflow}-dryrun{Random.Shared.NextInt64(1_000_000_000):D9}") : null;
        }
        catch (KubeadmException)
        {
            return null;
        }
    }
}
