using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Recording;

/// <summary>Where a dry run leaves what would have been written, and in which form.</summary>
/// <param name="Path">The folder asked for; null leaves the choice to the environment, and then to the system's temporary folder.</param>
/// <param name="Form">The form.</param>
internal sealed record DryRunOptions(string? Path, DryRunForm Form = DryRunForm.Folders)
{
    /// <summary>The variable of the environment that may name the folder, for example <c>KUBEADM_INIT_DRYRUN_DIR</c>; null where kubeadm has none.</summary>
    public string? Variable { get; init; }

    /// <summary>Whether the result says which folder was chosen. One that nobody is told of goes with the dry run, for it may hold keys.</summary>
    public bool IsNamed { get; init; } = true;

    /// <summary>The folder that certificates would be written to.</summary>
    public string CertificatesDirectory { get; init; } = KubernetesPaths.CertificatesDirectory;

    /// <summary>The folder that kubeconfigs would be written to.</summary>
    public string KubeconfigDirectory { get; init; } = KubernetesPaths.ConfigurationDirectory;
}
