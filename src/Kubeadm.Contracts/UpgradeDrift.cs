namespace Kubeadm;

/// <summary>A difference from what kubeadm would have made, most often a change by hand, and what an upgrade makes of it.</summary>
/// <param name="Path">The file, or resource, namespace and name of the object: <c>deployments/kube-system/coredns</c>.</param>
/// <param name="Outcome"><see cref="Lost"/>, <see cref="Kept"/>, <see cref="Adapted"/> or <see cref="Completed"/>.</param>
public sealed record UpgradeDrift(string Path, string Outcome)
{
    /// <summary>The upgrade takes the change away.</summary>
    public const string Lost = "Lost";

    /// <summary>The upgrade leaves the change as it is.</summary>
    public const string Kept = "Kept";

    /// <summary>The upgrade changes it for the new release, and leaves the rest.</summary>
    public const string Adapted = "Adapted";

    /// <summary>The upgrade takes nothing away; it adds what the cluster's configuration has and is not there.</summary>
    public const string Completed = "Completed";

    /// <summary>Creates the report of a difference.</summary>
    /// <param name="path">The file or object.</param>
    /// <param name="outcome">What the upgrade makes of it.</param>
    /// <param name="difference">
    /// For what is kept, how kubeadm would have made it and how it is; else how it is and how the upgrade would write it, versions aside.
    /// </param>
    internal UpgradeDrift(string path, string outcome, FileDifference difference)
        : this(path, outcome)
    {
        AddedLines = difference.AddedLines;
        RemovedLines = difference.RemovedLines;
        Text = difference.Text;
    }

    /// <summary>How many lines come.</summary>
    public int AddedLines { get; init; }

    /// <summary>How many lines go.</summary>
    public int RemovedLines { get; init; }

    /// <summary>The difference in the unified format.</summary>
    public string Text { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Outcome}";
}
