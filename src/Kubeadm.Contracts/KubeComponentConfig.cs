namespace Kubeadm;

/// <summary>How a component's configuration stands: which version it has, who wrote it and what an upgrade does with it.</summary>
public sealed record KubeComponentConfig
{
    /// <summary>The API group: <c>kubelet.config.k8s.io</c>.</summary>
    public required string Group { get; init; }

    /// <summary>The kind: <c>KubeletConfiguration</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The version that is there; null when there is no such configuration.</summary>
    public string? CurrentVersion { get; init; }

    /// <summary>The version that this release reads and writes.</summary>
    public required string PreferredVersion { get; init; }

    /// <summary>
    /// Whether a person has to bring the configuration to the preferred version, or to remove it, before an upgrade: this release
    /// does not read its version, and kubeadm does not overwrite what it did not generate.
    /// </summary>
    public bool ManualUpgradeRequired { get; init; }

    /// <summary>
    /// Whether the next upgrade generates the configuration anew: kubeadm generated it, in a version that this release does not read.
    /// <c>kubeadm upgrade plan</c> shows no current version then.
    /// </summary>
    public bool IsRegenerated { get; init; }

    /// <summary>Who wrote it, a word of <see cref="ConfigurationOrigin"/>; null when there is no such configuration.</summary>
    public string? Origin { get; init; }

    /// <summary>Whether kubeadm keeps its hands off it, as a person supplied or edited it.</summary>
    public bool IsUserSupplied => Origin is ConfigurationOrigin.UserSupplied or ConfigurationOrigin.Edited;

    /// <summary>Whether its hash is that of its content; null when it has none, for nobody generated it or it is not there.</summary>
    public bool? IsHashValid => Origin switch
    {
        ConfigurationOrigin.Generated => true,
        ConfigurationOrigin.Edited => false,
        _ => null,
    };

    /// <summary>Where it is: namespace and name of a ConfigMap, <c>kube-system/kubelet-config</c>. Null for that of a file.</summary>
    public string? ConfigMap { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Group}/{CurrentVersion ?? PreferredVersion} {Kind}";
}
