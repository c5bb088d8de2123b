using System.Xml.Linq;
using static Kubeadm.Engine.Reports.Html;

namespace Kubeadm.Engine.Reports;

/// <summary>The members of etcd and how they are.</summary>
internal static class EtcdSection
{
    /// <summary>The section; nothing where none were asked.</summary>
    public static IEnumerable<XElement> Write(KubeReport report)
    {
        if (report.Etcd.Count == 0)
        {
            yield break;
        }

        yield return Element("h3", "etcd");
        var table = new HtmlTable("Endpoints of etcd with their health", "Endpoint", "Health", "Version", "What is wrong");
        foreach (var endpoint in report.Etcd)
        {
            var mark = endpoint.IsHealthy ? ReportMark.Good.Say("Healthy") : ReportMark.Bad.Say("Not healthy");
            table.Add(endpoint.Endpoint, mark, endpoint.Version ?? "not known", endpoint.Error);
        }

        yield return table.ToElement();
    }
}
