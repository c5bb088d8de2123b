namespace Kubeadm.Engine.Addons;

/// <summary>What an upgrade did to an addon.</summary>
/// <param name="Changes">What became of its objects, in the order of the writes; empty where the addon is not in the cluster.</param>
public sealed record AddonUpgrade(IReadOnlyList<Change> Changes)
{
    /// <summary>Says that the addon is not in the cluster, for which reason nothing was done; null where it is.</summary>
    public string? Absence { get; init; }

    /// <summary>The fields of its workload that have a person's values, which were kept: <c>spec.template.spec.tolerations</c>.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];
}
