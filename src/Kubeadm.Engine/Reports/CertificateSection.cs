using System.Xml.Linq;
using static Kubeadm.Engine.Reports.Html;

namespace Kubeadm.Engine.Reports;

/// <summary>The certificates of a node: a line of time, and a table.</summary>
internal static class CertificateSection
{
    /// <summary>The section; nothing where there are none.</summary>
    /// <param name="report">What it is about.</param>
    /// <param name="id">What its parts are named after.</param>
    public static IEnumerable<XElement> Write(KubeReport report, string id)
    {
        if (report.Certificates.Count == 0)
        {
            yield break;
        }

        yield return Element("h3", "Certificates");
        var ordered = report.Certificates.OrderBy(certificate => certificate.NotAfter ?? DateTime.MaxValue).ThenBy(certificate => certificate.Name, StringComparer.Ordinal).ToList();
        if (ordered.FindAll(certificate => certificate.NotAfter is not null) is { Count: > 0 } ending)
        {
            yield return new CertificateTimeline(ending, report.Created).Draw(id + "-certificates");
        }

        var table = new HtmlTable("Certificates, the first to end first", "Name", "State", "Ends", "Days left", "Issued by", "Key", "File");
        foreach (var certificate in ordered)
        {
            var state = CertificateState.Of(certificate, report.Created);
            table.Add(
                certificate.Name,
                state.Mark.Say(state.Word),
                certificate.NotAfter is { } end ? Day(end) : certificate.Problem,
                certificate.NotAfter is { } until ? Element("span", Class("number"), $"{ReportFigures.Days(report.Created, until)}") : null,
                certificate.IsAuthority ? "itself" : certificate.AuthorityName,
                certificate.KeyAlgorithm,
                Element("span", Class("path"), certificate.Path));
        }

        yield return table.ToElement();
    }
}
