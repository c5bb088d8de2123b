using System.Xml.Linq;
using Kubeadm.Engine.Reports;

namespace Kubeadm.Engine.Tests.Reports;

/// <summary>What people who do not see a page, or not well, need of it: WCAG 2.2, level AA.</summary>
public sealed class ReportAccessibilityTests
{
    private readonly XElement _page = ReportCase.Parse(ReportCase.Full, ReportCase.Full with { Node = "cp2" });

    public static TheoryData<string, string, string> Texts()
    {
        var texts = new TheoryData<string, string, string>();
        foreach (var (scheme, palette) in new[] { ("light", ReportPalette.Light), ("dark", ReportPalette.Dark) })
        {
            foreach (var text in new[] { palette.Text, palette.Muted, palette.Accent, palette.Good, palette.Warning, palette.Bad })
            {
                texts.Add(scheme, text, palette.Ground);
                texts.Add(scheme, text, palette.Surface);
            }
        }

        return texts;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_stands_out_from_what_is_behind_it(string scheme, string text, string ground) =>
        Assert.True(Contrast(text, ground) >= 4.5, $"{scheme}: {text} on {ground} has a contrast of {Contrast(text, ground):0.00}");

    [Fact]
    public void Its_language_and_title_are_told()
    {
        Assert.Equal("en", _page.Attribute("lang")!.Value);
        Assert.Equal("Lab", _page.Descendants("title").First().Value);
        Assert.Single(_page.Descendants("main"));
    }

    [Fact]
    public void Headings_leave_out_no_level()
    {
        var levels = _page.Descendants().Where(element => element.Name.LocalName is ['h', >= '1' and <= '6']).Select(heading => heading.Name.LocalName[1] - '0').ToList();

        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public void Every_chart_has_a_role_a_title_and_a_description_and_a_table_after_it()
    {
        var charts = _page.Descendants("svg").ToList();

        Assert.Equal(4, charts.Count);
        Assert.All(charts, chart =>
        {
            Assert.Equal("img", chart.Attribute("role")!.Value);
            Assert.Equal(chart.Elements().Take(2).Select(part => part.Attribute("id")!.Value), chart.Attribute("aria-labelledby")!.Value.Split(' '));
            Assert.Equal(["title", "desc"], chart.Elements().Take(2).Select(part => part.Name.LocalName));
            Assert.All(chart.Elements().Take(2), part => Assert.NotEmpty(part.Value));
            Assert.NotNull(chart.Parent!.ElementsAfterSelf().First().Element("table"));
        });
    }

    [Fact]
    public void Tables_have_captions_and_headers_that_say_what_they_are_of()
    {
        Assert.All(_page.Descendants("table"), table => Assert.NotEmpty(table.Element("caption")!.Value));
        Assert.All(_page.Descendants("th"), header => Assert.Contains(header.Attribute("scope")?.Value, new[] { "row", "col" }));
        Assert.All(_page.Descendants("tr"), row => Assert.Equal(row.Ancestors("table").Single().Descendants("tr").First().Elements().Count(), row.Elements().Count()));
        Assert.All(_page.Descendants("th"), header => Assert.NotEmpty(header.Value));
    }

    [Fact]
    public void Parts_that_scroll_are_reached_by_the_keyboard_and_have_names() => Assert.All(
        _page.Descendants().Where(element => element.Name.LocalName == "figure" || (string?)element.Attribute("class") == "table"),
        part => Assert.True(part.Attribute("tabindex")?.Value == "0" && part.Attribute("aria-label")?.Value.Length > 0));

    [Fact]
    public void Names_of_parts_are_given_once_and_lead_somewhere()
    {
        var ids = _page.Descendants().Attributes("id").Select(id => id.Value).ToList();

        Assert.Equal(ids.Distinct(), ids);
        Assert.All(_page.Descendants().Attributes("aria-labelledby").SelectMany(names => names.Value.Split(' ')), name => Assert.Contains(name, ids));
    }

    [Fact]
    public void No_state_is_told_by_colour_alone() => Assert.All(
        _page.Descendants("span").Where(span => ((string?)span.Attribute("class"))?.StartsWith("mark", StringComparison.Ordinal) == true),
        mark => Assert.Matches(@"\p{L}{3}", mark.Value));

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var parts = Convert.FromHexString(colour[1..]).Select(part => part / 255.0).Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToList();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
