using System.Management.Automation;
using System.Xml.Linq;

namespace Kubeadm.Host.Output;

/// <summary>Objects as rows of a table. A cell that is too long for its column goes on in the next line.</summary>
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
        WriteRow(output, widths, [.. columns.Select(c => c.Label)]);
        WriteRow(output, widths, [.. columns.Select(c => new string('-', c.Label.Length))]);
        cells.ForEach(row => WriteRow(output, widths, row));
    }

    /// <summary>Columns without a width of their own share what the others leave, none with more than its cells need.</summary>
    private int[] Widths(List<string[]> cells)
    {
        var needed = columns.Select((column, i) => column.Width ?? cells.Select(row => row[i].Length).Append(column.Label.Length).Max()).ToArray();
        var left = MaximumWidth - (columns.Count - 1) - columns.Sum(column => column.Width ?? 0);
        var sharing = columns.Count(column => column.Width is null);
        foreach (var i in Enumerable.Range(0, needed.Length).Where(i => columns[i].Width is null).OrderBy(i => needed[i]).ToList())
        {
            needed[i] = Math.Max(1, Math.Min(needed[i], left / sharing--));
            left -= needed[i];
        }

        return needed;
    }

    private void WriteRow(TextWriter output, int[] widths, string[] cells)
    {
        var lines = cells.Select((cell, i) => Wrap(cell, widths[i]).ToList()).ToList();
        for (var line = 0; line < lines.Max(cell => cell.Count); line++)
        {
            var parts = lines.Select((cell, i) => (Text: cell.ElementAtOrDefault(line) ?? "", Width: widths[i], columns[i].AlignRight))
                .Select(part => part.AlignRight ? part.Text.PadLeft(part.Width) : part.Text.PadRight(part.Width));
            output.WriteLine(string.Join(' ', parts).TrimEnd());
        }
    }

    /// <summary>Breaks a text between words where there are any, else anywhere.</summary>
    private static IEnumerable<string> Wrap(string text, int width)
    {
        while (text.Length > width)
        {
            var space = text.LastIndexOf(' ', width);
            yield return text[..(space > 0 ? space : width)];
            text = text[(space > 0 ? space + 1 : width)..];
        }

        yield return text;
    }

    /// <summary>A column.</summary>
    internal sealed record Column(string Label, int? Width, bool AlignRight, ViewValue Value);
}
