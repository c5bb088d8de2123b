namespace Kubeadm.Engine.Recording;

/// <summary>How a dry run shows what would have been written.</summary>
public enum DryRunForm
{
    /// <summary>Every file below <c>root</c> at its absolute path, every API write as a file below <c>cluster</c>. Nothing is printed.</summary>
    Folders,

    /// <summary>
    /// As kubeadm's own dry run: files by their names in one folder, where those of an earlier run are found again; what is not secret, and
    /// every API write, is printed.
    /// </summary>
    Kubeadm,
}
