using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether a file that is to be written is not there yet.</summary>
public sealed class FileAvailableCheck(INodeFileSystem files, string path)
    : NodeCheck(NameOf(path), "Remove the file, or take the node apart before it is set up again.")
{
    /// <summary>The name of the check of a file.</summary>
    public static string NameOf(string path) => $"FileAvailable-{InName(path)}";

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (files.FileExists(path) || files.DirectoryExists(path))
        {
            findings.Fail($"{path} already exists");
        }

        return Task.CompletedTask;
    }
}
