namespace Kubeadm;

/// <summary>What would become of a component in an upgrade.</summary>
public sealed record KubeUpgradeComponent
{
    /// <summary>The component: <c>kubelet</c>, <c>kube-apiserver</c>, <c>CoreDNS</c>, ….</summary>
    public required string Name { get; init; }

    /// <summary>The node that it runs on; null for what runs for the whole cluster.</summary>
    public string? Node { get; init; }

    /// <summary>The version that runs; empty where it is not known, or the component would be new.</summary>
    public required string Current { get; init; }

    /// <summary>The version to come.</summary>
    public required string Target { get; init; }

    /// <summary>Whether a person upgrades it: the kubelet's package, on each node, after the control plane.</summary>
    public bool IsManual { get; init; }

    /// <summary>Whether the version would change.</summary>
    public bool IsChanged => Current.TrimStart('v') != Target.TrimStart('v');

    /// <inheritdoc/>
    public override string ToString() => $"{Name}{(Node is null ? "" : $" on {Node}")}: {(Current.Length == 0 ? "-" : Current)} to {Target}";
}
