namespace Kubeadm.Engine.Differences;

/// <summary>What would become of a file, or of an object of the cluster.</summary>
public sealed record FileDifference
{
    /// <summary>The file's path, or resource, namespace and name of the object: <c>deployments/kube-system/coredns</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it would become another.</summary>
    public bool IsDifferent => AddedLines + RemovedLines > 0;

    /// <summary>How many lines would come.</summary>
    public required int AddedLines { get; init; }

    /// <summary>How many lines would go.</summary>
    public required int RemovedLines { get; init; }

    /// <summary>The difference in the unified format; empty when there is none.</summary>
    public required string Text { get; init; }

    /// <summary>The lines that differ and those around them.</summary>
    public required IReadOnlyList<DifferenceLine> Lines { get; init; }

    /// <summary>The files of patches that are in what it would become.</summary>
    public IReadOnlyList<string> Patches { get; init; } = [];

    /// <summary>Compares what is with what would be.</summary>
    /// <param name="path">What is compared.</param>
    /// <param name="before">What is there; empty for what would be new.</param>
    /// <param name="after">What would be there.</param>
    /// <param name="afterName">What the new text is called.</param>
    /// <param name="context">How many common lines stand around each difference.</param>
    public static FileDifference Create(string path, string before, string after, string afterName, int context = UnifiedDifference.DefaultContext)
    {
        var lines = LineComparison.Compare(before, after);
        var hunks = UnifiedDifference.Hunks(lines, context);
        return new FileDifference
        {
            Path = path,
            AddedLines = lines.Count(line => line.Kind == DifferenceLine.Added),
            RemovedLines = lines.Count(line => line.Kind == DifferenceLine.Removed),
            Text = UnifiedDifference.Write(hunks, path, afterName),
            Lines = [.. hunks.SelectMany(hunk => hunk.Lines)],
        };
    }

    /// <inheritdoc/>
    public override string ToString() => IsDifferent ? $"{Path}: +{AddedLines} -{RemovedLines}" : $"{Path}: unchanged";
}
