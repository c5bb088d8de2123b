using System.Xml.Linq;
using static Kubeadm.Engine.Reports.Html;

namespace Kubeadm.Engine.Reports;

/// <summary>
/// A page of HTML with what reports say, for people: it holds all that it needs, runs no script and asks no network for anything. It is
/// well-formed XML too. The same reports make the same page.
/// </summary>
public static class ReportPage
{
    /// <summary>Nothing from elsewhere is loaded or run, even should a text have got past the encoding.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    /// <summary>The page of reports, one after the other.</summary>
    /// <param name="reports">The reports, at least one; the first has the page's title and time.</param>
    public static string Write(IReadOnlyList<KubeReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        var first = reports[0];
        return Html.Write(Element(
            "html", Attribute("lang", "en"),
            Element(
                "head",
                Element("meta", Attribute("charset", "utf-8")),
                Element("meta", Attribute("http-equiv", "Content-Security-Policy"), Attribute("content", Policy)),
                Element("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1")),
                Element("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark")),
                Element("title", first.Title),
                Element("style", ReportStyle.Text)),
            Element(
                "body",
                Element("header", Element("h1", first.Title), Element("p", Class("muted"), "As of ", Minute(first.Created))),
                Element("main", Overview(reports), reports.Select((report, index) => Section(report, $"report{index + 1}"))),
                Element("footer", Element("p", "Made by the Kubeadm module for PowerShell. All times are UTC. A certificate is called to end soon within ", $"{ReportAttention.Soon.Days} days.")))));
    }

    private static XElement Overview(IReadOnlyList<KubeReport> reports)
    {
        var matters = reports.SelectMany(report => ReportAttention.Of(report).Select(matter => (Node: reports.Count > 1 ? report.Node : "", Matter: matter)))
            .OrderBy(pair => !pair.Matter.IsFailure).ToList();
        return Element(
            "section", Class("attention"), Attribute("aria-labelledby", "attention"), Element("h2", Attribute("id", "attention"), "What asks for attention"),
            matters.Count == 0
                ? Element("p", ReportMark.Good.Say("Nothing"), " in what this report has looked at.")
                : Element("ul", matters.Select(pair => Line(pair.Matter, pair.Node))));
    }

    private static XElement Line(ReportMatter matter, string node) =>
        Element("li", (matter.IsFailure ? ReportMark.Bad : ReportMark.Warning).Say(matter.IsFailure ? "Failure:" : "Warning:"), $" {(node.Length == 0 ? "" : node + ": ")}{matter.Text}");

    private static XElement Section(KubeReport report, string id) => Element(
        "section", Attribute("aria-labelledby", id),
        Element("h2", Attribute("id", id), NameOf(report)),
        report.ClusterName is { } cluster ? Element("p", Class("muted"), $"Cluster {cluster}") : null,
        ReportTiles.Write(report),
        CertificateSection.Write(report, id),
        PhaseSection.Write(report, id),
        CheckSection.Write(report),
        VersionSection.Write(report),
        EtcdSection.Write(report),
        DriftSection.Write(report),
        Notes(report));

    private static IEnumerable<XElement> Notes(KubeReport report) => report.Notes.Count == 0
        ? []
        : [Element("h3", "Notes"), Element("ul", report.Notes.Select(note => Element("li", note)))];

    private static string NameOf(KubeReport report) => report switch
    {
        { Node.Length: > 0 } => $"Node {report.Node}",
        { ClusterName: { } cluster } => $"Cluster {cluster}",
        _ => "Details",
    };
}
