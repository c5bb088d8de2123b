using System.Xml.Linq;
using static Kubeadm.Engine.Reports.Html;

namespace Kubeadm.Engine.Reports;

/// <summary>What people changed by hand. The changes themselves are left out: they may hold what is not for everybody.</summary>
internal static class DriftSection
{
    /// <summary>The section; nothing where there is none.</summary>
    public static IEnumerable<XElement> Write(KubeReport report)
    {
        if (report.Drift.Count == 0)
        {
            yield break;
        }

        yield return Element("h3", "Changed by hand");
        var table = new HtmlTable("What was changed by hand, and what an upgrade makes of it", "File or object", "In an upgrade", "Lines added", "Lines removed");
        foreach (var drift in report.Drift)
        {
            var mark = drift.Outcome == UpgradeDrift.Lost ? ReportMark.Warning : ReportMark.Neutral;
            table.Add(Element("span", Class("path"), drift.Path), mark.Say(drift.Outcome), $"{drift.AddedLines}", $"{drift.RemovedLines}");
        }

        yield return table.ToElement();
    }
}
