using Kubeadm.Engine.Differences;

namespace Kubeadm.Engine.Upgrades.Drift;

/// <summary>A difference from what kubeadm would have made, most often a change by hand, and what an upgrade makes of it.</summary>
/// <param name="Path">The file, or resource, namespace and name of the object: <c>deployments/kube-system/coredns</c>.</param>
/// <param name="Outcome"><see cref="Lost"/>, <see cref="Kept"/>, <see cref="Adapted"/> or <see cref="Completed"/>.</param>
/// <param name="Difference">
/// For what is kept, how kubeadm would have made it and how it is; else how it is and how the upgrade would write it, versions aside.
/// </param>
public sealed record UpgradeDrift(string Path, string Outcome, FileDifference Difference)
{
    /// <summary>The difference in the unified format.</summary>
    public string Text => Difference.Text;

    /// <summary>The upgrade takes the change away.</summary>
    public const string Lost = "Lost";

    /// <summary>The upgrade leaves the change as it is.</summary>
    public const string Kept = "Kept";

    /// <summary>The upgrade changes it for the new release, and leaves the rest.</summary>
    public const string Adapted = "Adapted";

    /// <summary>The upgrade takes nothing away; it adds what the cluster's configuration has and is not there.</summary>
    public const string Completed = "Completed";

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Outcome}";
}
