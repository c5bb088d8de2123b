using System.Xml.Linq;

namespace Kubeadm.Engine.Reports;

/// <summary>The validity of certificates on a line of time on which today is marked.</summary>
/// <param name="certificates">Those that have an end, the first to end first.</param>
/// <param name="today">When the report was made.</param>
internal sealed class CertificateTimeline(IReadOnlyList<KubeCertificate> certificates, DateTime today)
{
    private const double Left = 215;
    private const double Right = 850;
    private const double Top = 26;
    private const double TickLabels = 22;
    private const string Beyond = "▸";

    private static readonly string Legend = $"{ReportMark.Bad.Sign} has ended, {ReportMark.Warning.Sign} ends soon, {Beyond} ends later than is shown";

    /// <summary>How much of the time to come is shown of the past.</summary>
    private const double Past = 0.12;

    /// <summary>The least of the time to come that is shown.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromDays(90);

    /// <summary>The chart.</summary>
    /// <param name="id">What its parts are named after.</param>
    public XElement Draw(string id)
    {
        var axis = Axis();
        var bottom = Top + (certificates.Count * SvgChart.RowHeight);
        var chart = new SvgChart(id, "Certificates on a line of time", Describe());
        foreach (var (at, text) in axis.Ticks())
        {
            chart.AddLine(at, Top - 4, bottom, "tick");
            chart.AddText(at, bottom, text, "muted", "middle");
        }

        for (var row = 0; row < certificates.Count; row++)
        {
            Draw(chart, axis, certificates[row], Top + (row * SvgChart.RowHeight));
        }

        chart.AddLine(axis.At(today), Top - 6, bottom, "today");
        chart.AddText(axis.At(today), 0, "today", "name", "middle");
        return chart.ToElement(bottom + TickLabels, Legend);
    }

    private void Draw(SvgChart chart, TimeAxis axis, KubeCertificate certificate, double top)
    {
        var (start, end) = (certificate.NotBefore ?? certificate.NotAfter!.Value, certificate.NotAfter!.Value);
        var state = CertificateState.Of(certificate, today);
        chart.AddText(0, top, certificate.Name);
        chart.AddBar(axis.At(start), top, axis.At(end) - axis.At(start), state.Mark == ReportMark.Good ? "" : state.Mark.Style);
        chart.AddText(Right + 8, top, FormattableString.Invariant($"{(axis.IsBeyond(end) ? Beyond : state.Mark == ReportMark.Good ? "" : state.Mark.Sign)} {end:yyyy-MM-dd}").Trim());
    }

    /// <summary>Authorities last ten times as long as what they issue: where both are there, the axis ends with the latter.</summary>
    private TimeAxis Axis()
    {
        var ends = certificates.Where(certificate => !certificate.IsAuthority).DefaultIfEmpty(certificates[^1]).Select(certificate => certificate.NotAfter!.Value);
        var last = Later(ends.Max(), today + Least);
        var start = today - ((last - today) * Past);
        var first = certificates[0].NotAfter!.Value;
        return new TimeAxis(first < start ? Later(first, today - (last - today)) : start, last, Left, Right);
    }

    private string Describe() => FormattableString.Invariant(
        $"{ReportFigures.Count(certificates.Count, "bar", "bars")}, each from the start to the end of a certificate. The first to end is {certificates[0].Name} on {certificates[0].NotAfter:yyyy-MM-dd}, the last {certificates[^1].Name} on {certificates[^1].NotAfter:yyyy-MM-dd}. The table that follows has every date.");

    private static DateTime Later(DateTime a, DateTime b) => a < b ? b : a;
}
