using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Kubeadm.Engine.Reports;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Reports;

/// <summary>Pages in a real browser. The pictures stay in <c>out/test-results</c>, for people to look at.</summary>
public sealed partial class ReportRenderingTests : IDisposable
{
    private static readonly string Results = Path.Combine(RepositoryFiles.Root, "out", "test-results");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("light", 1, 1200)]
    [InlineData("dark", 0, 1200)]
    [InlineData("narrow", 1, 500)]
    public void A_page_is_drawn_in_the_colours_that_its_reader_likes(string name, int preference, int width)
    {
        var palette = name == "dark" ? ReportPalette.Dark : ReportPalette.Light;

        var picture = Screenshot.Read(Draw(
            $"report-{name}.png", "--hide-scrollbars", $"--window-size={width},3000", $"--blink-settings=preferredColorScheme={preference}", "--screenshot={0}"));

        Assert.Equal((width, 3000), (picture.Width, picture.Height));
        Assert.Equal(palette.Ground, picture.ColourAt(2, 2));
        Assert.InRange(picture.Drawn(), 0.03, 0.6);
    }

    [SkippableFact]
    public void A_page_is_printed_on_several_sheets()
    {
        var printed = File.ReadAllBytes(Draw("report.pdf", "--no-pdf-header-footer", "--blink-settings=preferredColorScheme=0", "--print-to-pdf={0}"));

        Assert.InRange(Sheet().Count(Encoding.Latin1.GetString(printed)), 2, 5);
    }

    [SkippableFact]
    public void A_browser_reads_the_elements_that_an_XML_parser_reads()
    {
        var page = ReportPage.Write([ReportCase.Full]);

        var read = Browse(page, "--dump-dom").Output;

        Assert.Contains("</svg>", read, StringComparison.Ordinal);
        Assert.Equal(Tag().Matches(page).Select(tag => tag.Value), Tag().Matches(read).Select(tag => tag.Value));
    }

    /// <summary>Has a browser make a file of a page.</summary>
    private string Draw(string name, params string[] arguments)
    {
        Directory.CreateDirectory(Results);
        var path = Path.Combine(Results, name);
        File.Delete(path);
        var (_, said) = Browse(ReportPage.Write([ReportCase.Full]), [.. arguments.Select(argument => argument.Replace("{0}", path, StringComparison.Ordinal))]);
        Assert.True(File.Exists(path), said);
        return path;
    }

    private (string Output, string Error) Browse(string page, params string[] arguments)
    {
        var browser = ServerProcess.Find("chromium");
        Skip.If(browser is null, "No browser: install chromium.");
        var path = Path.Combine(_folder.Path, "report.html");
        File.WriteAllText(path, page);
        string[] all = ["--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={_folder.Path}/profile", .. arguments, new Uri(path).AbsoluteUri];
        using var process = Process.Start(new ProcessStartInfo(browser!, all) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, said.Result);
    }

    [GeneratedRegex(@"</?[a-z][a-z0-9]*\b(?<!</?meta)")]
    private static partial Regex Tag();

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex Sheet();
}
