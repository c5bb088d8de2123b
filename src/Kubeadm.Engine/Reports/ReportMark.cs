using System.Xml.Linq;
using static Kubeadm.Engine.Reports.Html;

namespace Kubeadm.Engine.Reports;

/// <summary>A state on a page: a word with a sign and a colour, of which the word says it all.</summary>
/// <param name="Style">The class that gives it its colour.</param>
/// <param name="Sign">A sign for the eye.</param>
internal sealed record ReportMark(string Style, string Sign)
{
    /// <summary>All is well.</summary>
    public static readonly ReportMark Good = new("good", "✓");

    /// <summary>To be seen to.</summary>
    public static readonly ReportMark Warning = new("warning", "▲");

    /// <summary>Something does not work.</summary>
    public static readonly ReportMark Bad = new("bad", "✕");

    /// <summary>Neither.</summary>
    public static readonly ReportMark Neutral = new("neutral", "–");

    /// <summary>The state in a word.</summary>
    public XElement Say(string word) => Element("span", Class("mark " + Style), SignElement(), " " + word);

    /// <summary>The sign alone, which is not read aloud.</summary>
    public XElement SignElement() => Element("span", Attribute("aria-hidden", "true"), Sign);
}
