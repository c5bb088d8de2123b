using System.Xml.Linq;
using static Kubeadm.Engine.Reports.Html;

namespace Kubeadm.Engine.Reports;

/// <summary>A chart of a page. The table beside it has the same data.</summary>
/// <param name="id">What its parts are named after; another for each chart of a page.</param>
/// <param name="title">What it shows.</param>
/// <param name="description">What there is to see, for people who do not.</param>
internal sealed class SvgChart(string id, string title, string description)
{
    /// <summary>The width that charts are drawn in; a page makes it the width that there is.</summary>
    public const double Width = 960;

    /// <summary>The distance from one row to the next.</summary>
    public const double RowHeight = 20;

    /// <summary>How much of a name there is room for.</summary>
    private const int LongestName = 32;

    private const double BarHeight = 11;

    /// <summary>From the top of a row to the line that its text stands on.</summary>
    private const double Baseline = 14;

    private readonly List<XElement> _parts = [];

    /// <summary>Adds a text.</summary>
    /// <param name="x">Where it begins.</param>
    /// <param name="top">The top of its row.</param>
    /// <param name="text">The text; long ones are cut.</param>
    /// <param name="style">Its classes.</param>
    /// <param name="anchor">Which end of it is at <paramref name="x"/>: <c>start</c>, <c>middle</c>, <c>end</c>.</param>
    public void AddText(double x, double top, string text, string style = "name", string anchor = "start") => _parts.Add(Element(
        "text", Class(style), Attribute("x", x), Attribute("y", top + Baseline), Attribute("text-anchor", anchor),
        text.Length > LongestName ? text[..(LongestName - 1)] + "…" : text));

    /// <summary>Adds a bar; one without a width is a line.</summary>
    /// <param name="x">Its left end.</param>
    /// <param name="top">The top of its row.</param>
    /// <param name="width">Its width.</param>
    /// <param name="style">Its class of colour.</param>
    public void AddBar(double x, double top, double width, string style) => _parts.Add(Element(
        "rect", Class("bar " + style), Attribute("x", x), Attribute("y", top + ((RowHeight - BarHeight) / 2)),
        Attribute("width", Math.Max(width, 2)), Attribute("height", BarHeight), Attribute("rx", 2)));

    /// <summary>Adds an upright line.</summary>
    public void AddLine(double x, double from, double to, string style) => _parts.Add(Element(
        "line", Class(style), Attribute("x1", x), Attribute("x2", x), Attribute("y1", from), Attribute("y2", to)));

    /// <summary>The chart, in a part of the page that scrolls where it is too narrow, by the keyboard too.</summary>
    /// <param name="height">Its height.</param>
    /// <param name="legend">What its signs mean; null where it has none.</param>
    public XElement ToElement(double height, string? legend = null) => Element(
        "figure", Attribute("tabindex", "0"), Attribute("aria-label", title), Svg(height), legend is null ? null : Element("figcaption", legend));

    private XElement Svg(double height) => Element(
        "svg", new XAttribute("viewBox", FormattableString.Invariant($"0 0 {Width} {height}")), Attribute("role", "img"), Attribute("aria-labelledby", $"{id}-title {id}-desc"),
        Element("title", Attribute("id", $"{id}-title"), title), Element("desc", Attribute("id", $"{id}-desc"), description), _parts);
}
