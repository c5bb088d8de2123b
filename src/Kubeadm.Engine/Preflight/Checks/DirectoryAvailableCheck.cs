using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether a folder is missing or empty.</summary>
public sealed class DirectoryAvailableCheck(INodeFileSystem files, string path)
    : NodeCheck(NameOf(path), "Empty the folder, or take the node apart before it is set up again.")
{
    /// <summary>The name of the check of a folder.</summary>
    public static string NameOf(string path) => $"DirAvailable-{InName(path)}";

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
