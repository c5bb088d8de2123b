using System.Xml.Linq;
using static Kubeadm.Engine.Reports.Html;

namespace Kubeadm.Engine.Reports;

/// <summary>The versions of what runs, add-ons too, and how far it is behind.</summary>
internal static class VersionSection
{
    /// <summary>The section; nothing where no versions are known.</summary>
    public static IEnumerable<XElement> Write(KubeReport report)
    {
        if (report.Components.Count == 0)
        {
            yield break;
        }

        yield return Element("h3", "Versions");
        yield return Element("p", Summary(report));
        var table = new HtmlTable("Components with their versions", "Component", "Node", "Runs", report.TargetVersion is null ? "Belongs to the cluster's release" : "After the upgrade", "State");
        foreach (var component in report.Components)
        {
            var (mark, word) = StateOf(component, report);
            table.Add(component.Name, component.Node ?? "whole cluster", component.Current.Length == 0 ? "not known" : component.Current, component.Target, mark.Say(word));
        }

        yield return table.ToElement();
        if (report.Obstacles.Count > 0)
        {
            yield return Element("p", Element("strong", $"In the way of an upgrade to {report.TargetVersion}:"));
            yield return Element("ul", report.Obstacles.Select(obstacle => Element("li", obstacle)));
        }
    }

    private static string Summary(KubeReport report)
    {
        var behind = report.NodesBehind.Count == 0
            ? "No kubelet is behind it."
            : $"{ReportFigures.Count(report.NodesBehind.Count, "kubelet is", "kubelets are")} behind it.";
        var next = report.TargetVersion is { } target ? $" It can go to {target}." : "";
        return $"The cluster runs Kubernetes {report.KubernetesVersion}. {behind}{next}";
    }

    private static (ReportMark Mark, string Word) StateOf(KubeUpgradeComponent component, KubeReport report) => component switch
    {
        { IsManual: true, Node: { } node } when report.NodesBehind.Any(behind => behind.Node == node) => (ReportMark.Warning, "Behind the cluster"),
        { IsChanged: true } => (ReportMark.Neutral, "Can be upgraded"),
        _ => (ReportMark.Good, "Up to date"),
    };
}
