using System.Xml.Linq;
using static Kubeadm.Engine.Reports.Html;

namespace Kubeadm.Engine.Reports;

/// <summary>The phases of a run: bars of their times, and a table.</summary>
internal static class PhaseSection
{
    /// <summary>What takes less has no time shown: phases that only hold others, and those that were left out.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>The section; nothing where there are none.</summary>
    /// <param name="report">What it is about.</param>
    /// <param name="id">What its parts are named after.</param>
    public static IEnumerable<XElement> Write(KubeReport report, string id)
    {
        if (report.Phases.Count == 0)
        {
            yield break;
        }

        yield return Element("h3", $"Phases of {string.Join(", ", report.Phases.Select(phase => phase.Workflow).Distinct())}");
        if (report.Phases.Where(phase => phase.Duration >= Shortest || phase.Status == PhaseStatus.Failed).ToList() is { Count: > 0 } shown)
        {
            yield return new PhaseBars(shown).Draw(id + "-phases");
        }

        var table = new HtmlTable("Phases in the order of the run", "Phase", "State", "Time", "Changes", "What is to be known");
        foreach (var phase in report.Phases)
        {
            table.Add(
                phase.Phase,
                MarkOf(phase.Status).Say(phase.Status),
                phase.Duration < Shortest ? null : Element("span", Class("number"), ReportFigures.Duration(phase.Duration)),
                phase.ChangeCount == 0 ? null : $"{phase.ChangeCount}",
                Element("span", Class("lines"), string.Join('\n', Remarks(phase))));
        }

        yield return table.ToElement();
    }

    private static IEnumerable<string> Remarks(PhaseResult phase) =>
        [.. phase.Message is { } message ? [message] : Array.Empty<string>(), .. phase.Warnings, .. phase.Left.Select(left => $"left: {left}")];

    private static ReportMark MarkOf(string status) => status switch
    {
        PhaseStatus.Failed => ReportMark.Bad,
        PhaseStatus.Succeeded or PhaseStatus.Unchanged => ReportMark.Good,
        _ => ReportMark.Neutral,
    };
}
