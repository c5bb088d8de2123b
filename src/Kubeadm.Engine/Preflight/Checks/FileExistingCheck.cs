using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether a file that is needed is there.</summary>
public sealed class FileExistingCheck(INodeFileSystem files, string path, string name) : NodeCheck(name, "Put the file there.")
{
    /// <summary>The name of the checks of the files with which an external etcd is reached.</summary>
    public const string EtcdClientCertificates = "ExternalEtcdClientCertificates";

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (!files.FileExists(path) && !files.DirectoryExists(path))
        {
            findings.Fail($"{path} does not exist");
        }

        return Task.CompletedTask;
    }
}
