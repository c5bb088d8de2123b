using System.Xml.Linq;
using static Kubeadm.Engine.Reports.Html;

namespace Kubeadm.Engine.Reports;

/// <summary>A table of a page: its first column names the rows.</summary>
/// <param name="caption">What it lists, for people who do not see the page.</param>
/// <param name="columns">The names of the columns.</param>
internal sealed class HtmlTable(string caption, params string[] columns)
{
    private readonly List<XElement> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">Its cells, as many as there are columns: texts and elements.</param>
    public void Add(params object?[] cells) =>
        _rows.Add(Element("tr", Element("th", Attribute("scope", "row"), cells[0]), cells.Skip(1).Select(cell => Element("td", cell))));

    /// <summary>The table, in a part of the page that scrolls where it is too narrow, by the keyboard too.</summary>
    public XElement ToElement() => Element(
        "div", Class("table"), Attribute("role", "region"), Attribute("aria-label", caption), Attribute("tabindex", "0"),
        Element(
            "table",
            Element("caption", caption),
            Element("thead", Element("tr", columns.Select(column => Element("th", Attribute("scope", "col"), column)))),
            Element("tbody", _rows)));
}
