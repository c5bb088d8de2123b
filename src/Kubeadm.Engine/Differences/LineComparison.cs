namespace Kubeadm.Engine.Differences;

/// <summary>Compares texts line by line, by their longest common subsequence.</summary>
internal static class LineComparison
{
    /// <summary>The largest table of common lines that is made, in cells of four bytes.</summary>
    private const int LargestTable = 4_000_000;

    /// <summary>
    /// All lines of both texts, each common, removed or added. Where the parts that differ are too long to look for common lines in
    /// them, all of the old is removed and all of the new added.
    /// </summary>
    public static List<DifferenceLine> Compare(string before, string after)
    {
        var (old, recent) = (Lines(before), Lines(after));
        var shorter = Math.Min(old.Length, recent.Length);
        var head = 0;
        while (head < shorter && old[head] == recent[head])
        {
            head++;
        }

        // Lines that repeat are then told as kubeadm tells them: it finds the first place where the texts agree again.
        var tail = 0;
        while (IsTooLarge(old.Length - head, recent.Length - head) && tail < shorter - head && old[^(tail + 1)] == recent[^(tail + 1)])
        {
            tail++;
        }

        var numbered = new Numbering();
        foreach (var line in old.Take(head))
        {
            numbered.Common(line);
        }

        Compare(old[head..^tail], recent[head..^tail], numbered);
        foreach (var line in old.Skip(old.Length - tail))
        {
            numbered.Common(line);
        }

        return numbered.Result;
    }

    private static bool IsTooLarge(int before, int after) => (long)before * after > LargestTable;

    private static string[] Lines(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    private static void Compare(string[] before, string[] after, Numbering numbered)
    {
        var common = IsTooLarge(before.Length, after.Length) ? null : CommonLines(before, after);
        for (int i = 0, j = 0; i < before.Length || j < after.Length;)
        {
            if (common is not null && i < before.Length && j < after.Length && before[i] == after[j])
            {
                numbered.Common(before[i++]);
                j++;
            }
            else if (j >= after.Length || (i < before.Length && (common is null || common[i + 1, j] >= common[i, j + 1])))
            {
                numbered.Removed(before[i++]);
            }
            else
            {
                numbered.Added(after[j++]);
            }
        }
    }

    /// <summary>For each pair of places, how many lines the texts have in common from there on.</summary>
    private static int[,] CommonLines(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private sealed class Numbering
    {
        private int _old;
        private int _new;

        public List<DifferenceLine> Result { get; } = [];

        public void Common(string line) => Result.Add(new(DifferenceLine.Common, ++_old, ++_new, line));

        public void Removed(string line) => Result.Add(new(DifferenceLine.Removed, ++_old, null, line));

        public void Added(string line) => Result.Add(new(DifferenceLine.Added, null, ++_new, line));
    }
}
