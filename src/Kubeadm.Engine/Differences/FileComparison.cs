namespace Kubeadm.Engine.Differences;

/// <summary>Compares a file, or an object of the cluster, with what would become of it.</summary>
public static class FileComparison
{
    /// <summary>Compares what is with what would be.</summary>
    /// <param name="path">What is compared.</param>
    /// <param name="before">What is there; empty for what would be new.</param>
    /// <param name="after">What would be there.</param>
    /// <param name="afterName">What the new text is called.</param>
    /// <param name="context">How many common lines stand around each difference.</param>
    public static FileDifference Compare(string path, string before, string after, string afterName, int context = UnifiedDifference.DefaultContext)
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
}
