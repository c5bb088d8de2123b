using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Pki;

/// <summary>A file that a renewal has written.</summary>
internal static class RenewedFile
{
    private const string CertificateFile = ".crt";

    /// <summary>The change that it was. Kubeconfigs and the kubelet's certificates hold a key too, and keys have no digest.</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="path">The file.</param>
    public static Change Describe(INodeFileSystem files, string path) => new(ChangeKind.File, path, ChangeAction.Update)
    {
        NewDigest = path.EndsWith(CertificateFile, StringComparison.Ordinal) ? HexDigest.Of(files.ReadAllBytes(path)) : null,
    };
}
