using System.Text;

namespace Kubeadm.Engine.Differences;

/// <summary>Differences of two texts in the unified format that <c>diff -u</c> writes.</summary>
public static class UnifiedDifference
{
    /// <summary>How many common lines stand around each difference where nothing else is asked for.</summary>
    public const int DefaultContext = 3;

    /// <summary>Compares two texts line by line; empty when they are equal.</summary>
    /// <param name="before">The old text.</param>
    /// <param name="after">The new text.</param>
    /// <param name="beforeName">What the old text is called.</param>
    /// <param name="afterName">What the new text is called.</param>
    /// <param name="context">How many common lines stand around each difference.</param>
    public static string Create(string before, string after, string beforeName, string afterName, int context = DefaultContext) =>
        Write(Hunks(LineComparison.Compare(before, after), context), beforeName, afterName);

    /// <summary>The differences with the lines around them, each as its lines with the numbers of lines before it.</summary>
    internal static IReadOnlyList<Hunk> Hunks(List<DifferenceLine> lines, int context)
    {
        // As kubeadm's library has it, a number below zero stands for the default.
        context = Math.Min(context < 0 ? DefaultContext : context, lines.Count);
        var hunks = new List<Hunk>();
        for (var at = lines.FindIndex(IsChange); at >= 0;)
        {
            var start = Math.Max(0, at - context);
            var last = at;
            int next;
            while ((next = lines.FindIndex(last + 1, IsChange)) >= 0 && next - last - 1 <= 2 * context)
            {
                last = next;
            }

            var part = lines.GetRange(start, Math.Min(lines.Count, last + 1 + context) - start);
            var above = lines.GetRange(0, start);
            hunks.Add(new(above.Count(line => line.OldNumber is not null), above.Count(line => line.NewNumber is not null), part));
            at = next;
        }

        return hunks;
    }

    /// <summary>The text of differences; empty when there are none.</summary>
    internal static string Write(IReadOnlyList<Hunk> hunks, string beforeName, string afterName)
    {
        var text = new StringBuilder();
        foreach (var hunk in hunks)
        {
            if (text.Length == 0)
            {
                text.Append("--- ").Append(beforeName).Append('\n').Append("+++ ").Append(afterName).Append('\n');
            }

            var old = Range(hunk.OldAbove, hunk.Lines.Count(line => line.OldNumber is not null));
            var recent = Range(hunk.NewAbove, hunk.Lines.Count(line => line.NewNumber is not null));
            text.Append("@@ -").Append(old).Append(" +").Append(recent).Append(" @@\n");
            foreach (var line in hunk.Lines)
            {
                text.Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    private static bool IsChange(DifferenceLine line) => line.Kind != DifferenceLine.Common;

    private static string Range(int above, int count) => count == 1 ? $"{above + 1}" : $"{(count == 0 ? above : above + 1)},{count}";
}

/// <summary>A difference with the lines around it.</summary>
/// <param name="OldAbove">How many lines of the old text are above it.</param>
/// <param name="NewAbove">How many lines of the new text are above it.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record Hunk(int OldAbove, int NewAbove, IReadOnlyList<DifferenceLine> Lines);
