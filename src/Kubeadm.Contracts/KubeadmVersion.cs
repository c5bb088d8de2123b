namespace Kubeadm;

/// <summary>
/// Which kubeadm this program stands for, with the fields of the document that <c>kubeadm version -o json</c> prints
/// (Kubernetes' <c>version.Info</c>).
/// </summary>
public sealed record KubeadmVersion
{
    /// <summary>Kubernetes' major version.</summary>
    public required string Major { get; init; }

    /// <summary>Kubernetes' minor version.</summary>
    public required string Minor { get; init; }

    /// <summary>The kubeadm version whose behaviour this is, <c>v1.36.3</c>.</summary>
    public required string GitVersion { get; init; }

    /// <summary>The commit of this module, where the build knew it.</summary>
    public required string GitCommit { get; init; }

    /// <summary>The version of this module.</summary>
    public required string ModuleVersion { get; init; }

    /// <summary>The runtime that takes the place of Go's, for example <c>.NET 10.0.12</c>.</summary>
    public required string Runtime { get; init; }

    /// <summary>Operating system and architecture as Go names them, <c>linux/amd64</c>.</summary>
    public required string Platform { get; init; }

    /// <inheritdoc/>
    public override string ToString() => GitVersion;
}
