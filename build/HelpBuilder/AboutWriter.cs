using System.Text;

namespace HelpBuilder;

/// <summary>Writes an about topic as Get-Help shows it: plain text, no wider than a console.</summary>
internal static class AboutWriter
{
    private const int Width = 80;

    public static string Write(HelpSection page)
    {
        var text = new StringBuilder();
        text.Append("TOPIC\n    ").Append(page.Title).Append("\n\n");
        text.Append("SHORT DESCRIPTION\n");
        Write(text, page.Blocks);
        foreach (var part in page.Parts)
        {
            text.Append(part.Title.ToUpperInvariant()).Append('\n');
            Write(text, part.Blocks);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, IEnumerable<HelpBlock> blocks)
    {
        foreach (var block in blocks)
        {
            foreach (var line in block.IsCode ? block.Text.Split('\n').Select(l => "    " + l) : Wrap(block.Text))
            {
                text.Append("    ").Append(line).Append('\n');
            }

            text.Append('\n');
        }
    }

    private static IEnumerable<string> Wrap(string paragraph)
    {
        var line = new StringBuilder();
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width - 4)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}
