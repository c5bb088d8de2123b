using System.Xml.Linq;
using static Kubeadm.Engine.Reports.Html;

namespace Kubeadm.Engine.Reports;

/// <summary>The preflight checks, those that failed first.</summary>
internal static class CheckSection
{
    private static readonly string[] WorstFirst = [PreflightOutcome.Failed, PreflightOutcome.Warning, PreflightOutcome.Ignored, PreflightOutcome.Passed];

    /// <summary>The section; nothing where there are none.</summary>
    public static IEnumerable<XElement> Write(KubeReport report)
    {
        if (report.Checks.Count == 0)
        {
            yield break;
        }

        yield return Element("h3", "Preflight checks");
        var table = new HtmlTable("Preflight checks, those that failed first", "Check", "Outcome", "What was found", "What to do");
        foreach (var check in report.Checks.OrderBy(check => Array.IndexOf(WorstFirst, check.Outcome)))
        {
            table.Add(check.Name, MarkOf(check.Outcome).Say(check.Outcome), Element("span", Class("lines"), check.Message), check.Remedy);
        }

        yield return table.ToElement();
    }

    private static ReportMark MarkOf(string outcome) => outcome switch
    {
        PreflightOutcome.Failed => ReportMark.Bad,
        PreflightOutcome.Warning => ReportMark.Warning,
        PreflightOutcome.Passed => ReportMark.Good,
        _ => ReportMark.Neutral,
    };
}
