namespace Kubeadm.Engine.Recording;

/// <summary>Which files of a dry run's folder stand for which files of the node.</summary>
public interface IDryRunLayout
{
    /// <summary>Where what would be written to a path lands.</summary>
    string LocationOf(string path);

    /// <summary>Whether a file that an earlier dry run left stands for the node's own in this one.</summary>
    bool IsKept(string path);

    /// <summary>Whether the content of a file may be printed: it is configuration and holds no secret.</summary>
    bool IsPrintable(string path);

    /// <summary>Whether a folder of the node is made although nothing is in it yet.</summary>
    bool KeepsEmptyFolder(string path);

    /// <summary>Whether what stands for a folder of the node holds the files of other folders too.</summary>
    bool IsShared(string path);
}
