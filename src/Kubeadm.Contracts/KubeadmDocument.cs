namespace Kubeadm;

/// <summary>A document of a kubeadm configuration.</summary>
public sealed record KubeadmDocument
{
    /// <summary>Group and version, for example <c>kubeadm.k8s.io/v1beta4</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The kind, for example <c>ClusterConfiguration</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The fields as an object of PowerShell's, with Kubernetes' own names.</summary>
    public required object Content { get; init; }

    /// <summary>The document as YAML.</summary>
    public required string Yaml { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{ApiVersion} {Kind}";
}
