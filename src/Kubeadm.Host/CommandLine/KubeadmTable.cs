namespace Kubeadm.Host.CommandLine;

/// <summary>Tables as kubeadm prints them.</summary>
internal static class KubeadmTable
{
    private const int SmallestCell = 10;
    private const int Gap = 3;

    /// <summary>Formats rows of equally many cells as columns, as Go's tab writer does with kubeadm's settings; the last cell is not padded.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length - 1).Select(i => Math.Max(SmallestCell, rows.Max(row => row[i].Length) + Gap)).ToList();
        foreach (var row in rows)
        {
            output.WriteLine(string.Concat(row.Select((cell, i) => i < widths.Count ? cell.PadRight(widths[i]) : cell)));
        }
    }
}
