using System.Xml.Linq;
using static Kubeadm.Engine.Reports.Html;

namespace Kubeadm.Engine.Reports;

/// <summary>The figures of a report that matter most, side by side.</summary>
internal static class ReportTiles
{
    /// <summary>The figures; nothing where there are none.</summary>
    public static IEnumerable<XElement> Write(KubeReport report)
    {
        var tiles = Tiles(report).ToList();
        return tiles.Count == 0 ? [] : [Element("dl", Class("tiles"), tiles.Select(tile => Element(
            "div", Element("dt", tile.Name), Element("dd", Class("figure"), tile.Figure), Element("dd", Class("muted"), tile.Detail))))];
    }

    private static IEnumerable<(string Name, string Figure, string Detail)> Tiles(KubeReport report)
    {
        if (report.KubernetesVersion is { } version)
        {
            yield return ("Kubernetes", version, report.TargetVersion is { } target ? $"can go to {target}" : report.ClusterName ?? "");
        }

        if (report.Certificates.Where(certificate => certificate.NotAfter is not null).MinBy(certificate => certificate.NotAfter) is { } first)
        {
            var days = ReportFigures.Days(report.Created, first.NotAfter!.Value);
            yield return ("First certificate to end", days < 0 ? "ended" : ReportFigures.Count(days, "day", "days"), $"{first.Name}, of {report.Certificates.Count}");
        }

        if (report.Phases.Count > 0)
        {
            var took = TimeSpan.FromTicks(report.Phases.Sum(phase => phase.Duration.Ticks));
            yield return ("Phases, sum of times", ReportFigures.Duration(took), PhaseResult.Summarize(report.Phases));
        }

        if (report.Checks.Count > 0)
        {
            yield return ("Preflight checks passed", Share(report.Checks.Count(check => check.Outcome == PreflightOutcome.Passed), report.Checks.Count), Failed(report));
        }

        if (report.Components.Where(component => component.IsManual).ToList() is { Count: > 0 } kubelets)
        {
            var behind = report.NodesBehind.Select(node => node.Node).ToHashSet();
            yield return ("Kubelets up to date", Share(kubelets.Count(kubelet => !behind.Contains(kubelet.Node!)), kubelets.Count), $"with {report.KubernetesVersion}");
        }

        if (report.Etcd.Count > 0)
        {
            yield return ("etcd endpoints healthy", Share(report.Etcd.Count(endpoint => endpoint.IsHealthy), report.Etcd.Count), report.Etcd[0].Version ?? "");
        }
    }

    private static string Failed(KubeReport report) => $"{report.Checks.Count(check => check.Outcome == PreflightOutcome.Failed)} failed";

    private static string Share(int part, int whole) => $"{part} of {whole}";
}
