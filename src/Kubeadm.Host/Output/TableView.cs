using System.Management.Automation;
using System.Xml.Linq;

namespace Kubeadm.Host.Output;

/// <summary>Objects as rows of a table.</summary>
internal sealed class TableView(IReadOnlyList<TableView.Column> columns) : View
{
    private const int MaximumWidth = 100;

    /// <summary>Reads a TableControl.</summary>
    public static TableView Read(XElement table)
    {
        var headers = table.Element("TableHeaders")!.Elements("TableColumnHeader").ToList();
        var items = table.Descendants("TableColumnItem").ToList();
        return new TableView([.. headers.Zip(items, (header, item) =>
        {
            var value = ViewValue.Read(item);
            return new Column(header.Element("Label")?.Value ?? value.Name, (int?)header.Element("Width"), (string?)header.Element("Alignment") == "Right", value);
        })]);
    }

    /// <inheritdoc/>
    public override void Write(TextWriter output, IReadOnlyList<PSObject> rows)
    {
        var cells = rows.Select(row => columns.Select(column => column.Value.Of(row)).ToArray()).ToList();
        var widths = Widths(cells);
        WriteLine(output, widths, [.. columns.Select(c => c.Label)]);
        WriteLine(output, widths, [.. columns.Select(c => new string('-', c.Label.Length))]);
        cells.ForEach(line => WriteLine(output, widths, line));
    }

    private int[] Widths(List<string[]> cells)
    {
        var widths = columns.Select((column, i) => column.Width ?? cells.Select(line => line[i].Length).Append(column.Label.Length).Max()).ToArray();

        // The last column takes what is left, as in PowerShell's own tables.
        var before = widths.SkipLast(1).Sum() + columns.Count - 1;
        widths[^1] = Math.Max(columns[^1].Label.Length, Math.Min(widths[^1], MaximumWidth - before));
        return widths;
    }

    private void WriteLine(TextWriter output, int[] widths, string[] cells)
    {
        var parts = cells.Select((cell, i) => columns[i].AlignRight ? Fit(cell, widths[i]).PadLeft(widths[i]) : Fit(cell, widths[i]).PadRight(widths[i]));
        output.WriteLine(string.Join(' ', parts).TrimEnd());
    }

    private static string Fit(string cell, int width) => cell.Length <= width ? cell : string.Concat(cell.AsSpan(0, Math.Max(width - 1, 0)), "…");

    /// <summary>A column.</summary>
    internal sealed record Column(string Label, int? Width, bool AlignRight, ViewValue Value);
}
