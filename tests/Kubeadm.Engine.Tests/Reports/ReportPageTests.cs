using System.Globalization;
using System.Xml.Linq;
using Kubeadm.Engine.Reports;

namespace Kubeadm.Engine.Tests.Reports;

/// <summary>Pages as their readers, and parsers, get them.</summary>
public sealed class ReportPageTests
{
    private const string Hostile = "</td><script>alert(1)</script>&<!-- \" ' ]]> \0\u001b[31m\ud800 \u202egnp";

    [Fact]
    public void The_same_report_makes_the_same_page() => Assert.Equal(ReportPage.Write([ReportCase.Full]), ReportPage.Write([ReportCase.Full with { }]));

    [Fact]
    public void What_a_report_says_stands_in_tables()
    {
        var page = ReportCase.Parse(ReportCase.Full);

        Assert.Equal(
            [
                "apiserver-etcd-client | ✕ Ended | 2026-11-27 | -3 | | | /etc/kubernetes/pki/apiserver-etcd-client.crt",
                "front-proxy-client | ▲ Ends soon | 2026-12-12 | 12 | | | /etc/kubernetes/pki/front-proxy-client.crt",
                "apiserver | ✓ Valid | 2027-09-26 | 300 | | | /etc/kubernetes/pki/apiserver.crt",
                "ca | ✓ Valid | 2036-10-08 | 3600 | itself | | /etc/kubernetes/pki/ca.crt",
                "sa | – No end | | | | | /etc/kubernetes/pki/sa.crt",
                "scheduler.conf | ✕ Unreadable | it is no kubeconfig | | | | /etc/kubernetes/pki/scheduler.conf.crt",
            ],
            page.Rows("Certificates").Select(row => row.Replace("|  |", "| |", StringComparison.Ordinal).Replace("|  |", "| |", StringComparison.Ordinal)));
        Assert.Equal(
            ["Swap | ✕ Failed | swap is on | Switch swap off.", "Hostname | ▲ Warning | the host name could not be resolved | ", "Port-6443 | – Ignored | port 6443 is in use | ", "NumCPU | ✓ Passed |  | "],
            page.Rows("Preflight"));
        Assert.Contains("wait-control-plane | ✕ Failed | 4 min 00 s |  | the API server does not answer", page.Rows("Phases"));
        Assert.Equal(
            ["kube-apiserver | cp1 | v1.35.6 | v1.36.3 | – Can be upgraded", "CoreDNS | whole cluster | v1.14.2 | v1.14.2 | ✓ Up to date", "kubelet | w1 | v1.34.1 | v1.36.3 | ▲ Behind the cluster"],
            page.Rows("Components"));
        Assert.Equal(["https://192.0.2.10:2379 | ✓ Healthy | 3.6.6 | ", "https://192.0.2.11:2379 | ✕ Not healthy | not known | it does not answer"], page.Rows("etcd"));
        Assert.Equal(["/etc/kubernetes/manifests/kube-apiserver.yaml | ▲ Lost | 1 | 2"], page.Rows("by hand"));
    }

    [Fact]
    public void It_begins_with_what_asks_for_attention_failures_first()
    {
        var lines = Items(ReportCase.Parse(ReportCase.Full).Descendants("ul").First());

        Assert.Equal(
            [
                "✕ Failure: 1 phase failed: wait-control-plane",
                "✕ Failure: 1 certificate has ended: apiserver-etcd-client",
                "✕ Failure: 1 certificate cannot be read: scheduler.conf",
                "✕ Failure: 1 preflight check failed: Swap",
                "✕ Failure: 1 endpoint of etcd is not healthy: https://192.0.2.11:2379",
                "▲ Warning: 1 certificate ends within 30 days: front-proxy-client",
                "▲ Warning: 1 kubelet is older than the cluster: w1 v1.34.1",
                "▲ Warning: 1 thing stands in the way of an upgrade",
                "▲ Warning: 1 change by hand is lost in an upgrade: /etc/kubernetes/manifests/kube-apiserver.yaml",
                "▲ Warning: 1 preflight check warns: Hostname",
            ],
            lines);
    }

    [Fact]
    public void Of_several_machines_it_names_each()
    {
        var page = ReportCase.Parse(ReportCase.Full with { Node = "cp1" }, ReportCase.Full with { Node = "cp2" });

        Assert.Equal(["What asks for attention", "Node cp1", "Node cp2"], page.Descendants("h2").Select(heading => heading.Value));
        Assert.Contains("✕ Failure: cp2: 1 phase failed: wait-control-plane", Items(page.Descendants("ul").First()));
    }

    [Fact]
    public void What_was_not_looked_at_has_no_part()
    {
        var page = ReportCase.Parse(ReportCase.Blank with { Notes = ["The cluster could not be asked for its versions: there is no route to it"] });

        Assert.Equal(["Notes"], page.Descendants("h3").Select(heading => heading.Value));
        Assert.Empty(page.Descendants("table").Concat(page.Descendants("svg")).Concat(page.Descendants("dl")));
        Assert.Contains("Nothing in what this report has looked at.", string.Join(' ', page.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_from_elsewhere_is_text()
    {
        var page = ReportPage.Write([Poisoned()]);

        var parsed = XDocument.Parse(page).Root!;
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(parsed.DescendantNodes().OfType<XComment>());
        Assert.DoesNotContain(page, letter => char.IsControl(letter) && letter != '\n');
        Assert.DoesNotContain('\u202e', page);
        Assert.All(parsed.Descendants("tr"), row => Assert.All(row.Elements(), cell => Assert.Contains(cell.Name.LocalName, new[] { "th", "td" })));
        Assert.Contains("alert(1)", parsed.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void It_needs_nothing_from_elsewhere_and_runs_nothing()
    {
        var page = ReportCase.Parse(ReportCase.Full);

        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'", page.Descendants("meta").Single(meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!.Value);
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe" or "object" or "a");
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name.LocalName is "src" or "href");
        var style = page.Descendants("style").Single().Value;
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", style, StringComparison.Ordinal);
        Assert.DoesNotContain(style, letter => letter is '<' or '>' or '&');
    }

    [Fact]
    public void A_change_by_hand_is_counted_and_not_shown() =>
        Assert.DoesNotContain("the change itself", ReportPage.Write([ReportCase.Full]), StringComparison.Ordinal);

    [Fact]
    public void HTML_takes_no_element_for_one_that_is_left_open() =>
        Assert.DoesNotMatch("<(?!meta)[a-z0-9]+[^>]*/>", ReportPage.Write([ReportCase.Full with { Checks = [new("A", PreflightOutcome.Passed, "", null)] }]));

    [Fact]
    public void Bars_of_certificates_end_before_today_or_after_it()
    {
        var chart = ReportCase.Parse(ReportCase.Full).Descendants("svg").First();
        var today = Number(chart.Elements("line").Single(line => (string?)line.Attribute("class") == "today"), "x1");
        var ends = chart.Elements("rect").Select(bar => Number(bar, "x") + Number(bar, "width")).ToList();

        Assert.Equal(4, ends.Count);
        Assert.Equal([true, false, false, false], ends.Select(end => end <= today));
        Assert.Equal(ends.Order(), ends);
        Assert.Contains("▸ 2036-10-08", chart.Elements("text").Select(text => text.Value));
        Assert.Equal("bar bad,bar warning,bar ,bar ", string.Join(',', chart.Elements("rect").Select(bar => bar.Attribute("class")!.Value)));
    }

    [Theory]
    [InlineData(-4000, -3999)]
    [InlineData(0, 1)]
    [InlineData(40000, 40001)]
    [InlineData(-700000, 2000000)]
    public void Certificates_of_any_time_fit_the_chart(int start, int end)
    {
        var certificate = ReportCase.Certificate("odd", 1) with { NotBefore = ReportCase.Today.AddDays(start), NotAfter = ReportCase.Today.AddDays(end) };

        var chart = ReportCase.Parse(ReportCase.Blank with { Certificates = [certificate] }).Descendants("svg").Single();

        Assert.All(chart.Elements("rect"), bar => Assert.InRange(Number(bar, "x") + Number(bar, "width"), 0, 960));
        Assert.All(chart.Elements("line"), line => Assert.InRange(Number(line, "x1"), 0, 960));
        Assert.InRange(chart.Elements("line").Count(), 2, 13);
    }

    [Fact]
    public void Bars_of_phases_are_as_long_as_the_phases_took()
    {
        var bars = ReportCase.Parse(ReportCase.Full).Descendants("svg").Last().Elements("rect").Select(bar => Number(bar, "width")).ToList();

        Assert.Equal(3, bars.Count);
        Assert.Equal(1.5 / 240, bars[0] / bars[2], 3);
    }

    private static KubeReport Poisoned() => new()
    {
        Title = Hostile,
        Node = Hostile,
        Created = ReportCase.Today,
        ClusterName = Hostile,
        KubernetesVersion = Hostile,
        TargetVersion = Hostile,
        Certificates = [new() { Name = Hostile, Path = Hostile, KeyPath = Hostile, AuthorityName = Hostile, KeyAlgorithm = Hostile, NotAfter = ReportCase.Today }, new() { Name = Hostile, Path = Hostile, KeyPath = Hostile, Problem = Hostile }],
        Checks = [new(Hostile, Hostile, Hostile, Hostile), new(Hostile, PreflightOutcome.Failed, Hostile, Hostile)],
        Phases = [new() { Workflow = Hostile, Phase = Hostile, Status = Hostile, Message = Hostile, Duration = TimeSpan.FromSeconds(1), Warnings = [Hostile], Left = [new(Hostile, Hostile)] }],
        Components = [new() { Name = Hostile, Node = Hostile, Current = Hostile, Target = Hostile }],
        NodesBehind = [new(Hostile, Hostile)],
        Etcd = [new(Hostile, Hostile, Hostile)],
        Drift = [new(Hostile, Hostile)],
        Obstacles = [Hostile],
        Notes = [Hostile],
    };

    private static IReadOnlyList<string> Items(XElement list) => [.. list.Elements("li").Select(item => string.Join(' ', item.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
