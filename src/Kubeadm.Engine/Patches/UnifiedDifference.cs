using System.Text;

namespace Kubeadm.Engine.Patches;

/// <summary>Differences of two texts in the unified format that <c>diff -u</c> writes.</summary>
public static class UnifiedDifference
{
    private const int Context = 3;

    /// <summary>The largest table of common lines that is made, in cells of four bytes.</summary>
    private const int LargestTable = 4_000_000;

    /// <summary>Compares two texts line by line; empty when they are equal.</summary>
    /// <param name="before">The old text.</param>
    /// <param name="after">The new text.</param>
    /// <param name="beforeName">What the old text is called.</param>
    /// <param name="afterName">What the new text is called.</param>
    public static string Create(string before, string after, string beforeName, string afterName)
    {
        var lines = Compare(Lines(before), Lines(after));
        var text = new StringBuilder();
        foreach (var (start, end) in Hunks(lines))
        {
            if (text.Length == 0)
            {
                text.Append("--- ").Append(beforeName).Append('\n').Append("+++ ").Append(afterName).Append('\n');
            }

            text.Append("@@ -").Append(Range(lines, start, end, '+')).Append(" +").Append(Range(lines, start, end, '-')).Append(" @@\n");
            foreach (var (mark, line) in lines.GetRange(start, end - start))
            {
                text.Append(mark).Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string[] Lines(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    /// <summary>
    /// All lines of both texts, each common (space), removed (minus) or added (plus), by their longest common subsequence. Where the parts
    /// that differ are too long to look for one, all of the old is removed and all of the new added.
    /// </summary>
    private static List<(char Mark, string Line)> Compare(string[] before, string[] after)
    {
        var shorter = Math.Min(before.Length, after.Length);
        var head = 0;
        while (head < shorter && before[head] == after[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < shorter - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        var (old, recent) = (before[head..^tail], after[head..^tail]);
        return
        [
            .. before.Take(head).Select(line => (' ', line)),
            .. (long)old.Length * recent.Length <= LargestTable
                ? CompareByTable(old, recent)
                : [.. old.Select(line => ('-', line)), .. recent.Select(line => ('+', line))],
            .. before.Skip(before.Length - tail).Select(line => (' ', line)),
        ];
    }

    private static List<(char Mark, string Line)> CompareByTable(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        List<(char, string)> lines = [];
        for (int i = 0, j = 0; i < before.Length || j < after.Length;)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                lines.Add((' ', before[i++]));
                j++;
            }
            else if (j >= after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(('-', before[i++]));
            }
            else
            {
                lines.Add(('+', after[j++]));
            }
        }

        return lines;
    }

    private static IEnumerable<(int Start, int End)> Hunks(List<(char Mark, string Line)> lines)
    {
        for (var at = lines.FindIndex(line => line.Mark != ' '); at >= 0;)
        {
            var start = Math.Max(0, at - Context);
            var last = at;
            int next;
            while ((next = lines.FindIndex(last + 1, line => line.Mark != ' ')) >= 0 && next - last <= 2 * Context)
            {
                last = next;
            }

            yield return (start, Math.Min(lines.Count, last + 1 + Context));
            at = next;
        }
    }

    private static string Range(List<(char Mark, string Line)> lines, int start, int end, char otherMark)
    {
        var first = lines.Take(start).Count(line => line.Mark != otherMark) + 1;
        var count = lines.GetRange(start, end - start).Count(line => line.Mark != otherMark);
        return count == 1 ? $"{first}" : $"{(count == 0 ? first - 1 : first)},{count}";
    }
}
