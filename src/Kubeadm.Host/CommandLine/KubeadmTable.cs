namespace Kubeadm.Host.CommandLine;

/// <summary>Tables as kubeadm prints them.</summary>
internal static class KubeadmTable
{
    private const int SmallestCell = 10;
    private const int Gap = 3;

    /// <summary>Lays rows of equally many cells out in columns as Go's tab writer does with kubeadm's settings; the last cell is as wide as it is.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length - 1).Select(i => Math.Max(SmallestCell, rows.Max(row => row[i].Length) + Gap)).ToList();
        foreach (var row in rows)
        {
            output.WriteLine(string.Concat(row.Select((cell, i) => i < widths.Count ? cell.PadRight(widths[i]) : cell)));
        }
    }
}
