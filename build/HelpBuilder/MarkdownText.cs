using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HelpBuilder;

/// <summary>Plain text of Markdown, as a console shows it.</summary>
internal static class MarkdownText
{
    public static IEnumerable<HelpBlock> Of(Block block) => block switch
    {
        CodeBlock code => [new HelpBlock(code.Lines.ToString().TrimEnd(), true)],
        ParagraphBlock paragraph => [new HelpBlock(Of(paragraph.Inline), false)],
        ListBlock list => list.OfType<ListItemBlock>().SelectMany(Items),
        ContainerBlock container => container.SelectMany(Of),
        _ => [],
    };

    public static string Of(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines ?? [])
        {
            text.Append(inline switch
            {
                CodeInline code => code.Content,
                LiteralInline literal => literal.Content.ToString(),
                LineBreakInline => " ",
                LinkInline link => $"{Of((ContainerInline)link)} ({link.Url})",
                ContainerInline container => Of(container),
                _ => "",
            });
        }

        return text.ToString().Trim();
    }

    private static IEnumerable<HelpBlock> Items(ListItemBlock item) =>
        item.SelectMany(Of).Select((b, i) => b.IsCode || i > 0 ? b : b with { Text = "- " + b.Text });
}
