using System.Xml.Linq;

namespace Kubeadm.Engine.Reports;

/// <summary>How long phases took, as bars.</summary>
/// <param name="phases">The phases, in the order of their run.</param>
internal sealed class PhaseBars(IReadOnlyList<PhaseResult> phases)
{
    private const double Left = 255;

    /// <summary>The longest bar; the time of it stands to its right.</summary>
    private const double Longest = SvgChart.Width - Left - 130;

    /// <summary>The chart.</summary>
    /// <param name="id">What its parts are named after.</param>
    public XElement Draw(string id)
    {
        var slowest = phases.MaxBy(phase => phase.Duration)!;
        var chart = new SvgChart(
            id, "How long phases took",
            $"{ReportFigures.Count(phases.Count, "bar", "bars")} in the order of the run. The longest is {slowest.Phase} with {ReportFigures.Duration(slowest.Duration)}. The table that follows has every time.");
        for (var row = 0; row < phases.Count; row++)
        {
            var (phase, top) = (phases[row], row * SvgChart.RowHeight);
            var width = slowest.Duration > TimeSpan.Zero ? phase.Duration / slowest.Duration * Longest : 0;
            chart.AddText(0, top, phase.Phase);
            chart.AddBar(Left, top, width, phase.Status == PhaseStatus.Failed ? ReportMark.Bad.Style : "");
            chart.AddText(Left + width + 8, top, ReportFigures.Duration(phase.Duration) + (phase.Status == PhaseStatus.Failed ? " failed" : ""), "muted");
        }

        return chart.ToElement((phases.Count * SvgChart.RowHeight) + 4);
    }
}
