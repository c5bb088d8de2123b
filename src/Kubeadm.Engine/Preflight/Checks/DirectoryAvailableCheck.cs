using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether a folder is missing or empty.</summary>
public sealed class DirectoryAvailableCheck(INodeFileSystem files, string path)
    : NodeCheck($"DirAvailable-{InName(path)}", "Empty the folder, or take the node apart before it is set up again.")
{
    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (files.FileExists(path) || files.List(path).Count > 0)
        {
            findings.Fail($"{path} is not empty");
        }

        return Task.CompletedTask;
    }
}
