using Markdig;
using Markdig.Syntax;

namespace HelpBuilder;

/// <summary>A part of a page under one heading: its text, its code, and the parts under it.</summary>
internal sealed class HelpSection(string title)
{
    public string Title { get; } = title;

    public List<HelpBlock> Blocks { get; } = [];

    public List<HelpSection> Parts { get; } = [];

    public IEnumerable<string> Paragraphs => Blocks.Where(b => !b.IsCode).Select(b => b.Text);

    public HelpSection? Part(string name) => Parts.Find(p => p.Title.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A paragraph or list item, or code as it stands.</summary>
internal sealed record HelpBlock(string Text, bool IsCode);

/// <summary>Reads a Markdown page into its sections by heading.</summary>
internal static class HelpPage
{
    public static HelpSection Read(string path)
    {
        var document = Markdown.Parse(File.ReadAllText(path));
        var stack = new Stack<(int Level, HelpSection Section)>();
        stack.Push((0, new HelpSection("")));
        foreach (var block in document)
        {
            if (block is HeadingBlock heading)
            {
                while (stack.Peek().Level >= heading.Level)
                {
                    stack.Pop();
                }

                var section = new HelpSection(MarkdownText.Of(heading.Inline));
                stack.Peek().Section.Parts.Add(section);
                stack.Push((heading.Level, section));
            }
            else
            {
                stack.Peek().Section.Blocks.AddRange(MarkdownText.Of(block));
            }
        }

        return stack.Last().Section.Parts.FirstOrDefault() ?? throw new InvalidDataException($"{path}: the page has no title.");
    }
}
