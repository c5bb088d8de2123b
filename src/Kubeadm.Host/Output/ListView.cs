using System.Management.Automation;
using System.Xml.Linq;

namespace Kubeadm.Host.Output;

/// <summary>An object as lines of name and value.</summary>
internal sealed class ListView(IReadOnlyList<(string Label, ViewValue Value)> lines) : View
{
    /// <summary>Reads a ListControl.</summary>
    public static ListView Read(XElement list) => new([.. list.Descendants("ListItem").Select(item =>
    {
        var value = ViewValue.Read(item);
        return (item.Element("Label")?.Value ?? value.Name, value);
    })]);

    /// <inheritdoc/>
    public override void Write(TextWriter output, IReadOnlyList<PSObject> rows)
    {
        var width = lines.Max(line => line.Label.Length);
        var indent = "\n" + new string(' ', width + " : ".Length);
        for (var i = 0; i < rows.Count; i++)
        {
            if (i > 0)
            {
                output.WriteLine();
            }

            foreach (var (label, value) in lines)
            {
                output.WriteLine($"{label.PadRight(width)} : {value.Of(rows[i]).Replace("\n", indent, StringComparison.Ordinal)}".TrimEnd());
            }
        }
    }
}
