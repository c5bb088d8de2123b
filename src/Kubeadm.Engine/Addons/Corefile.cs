using System.Text;

namespace Kubeadm.Engine.Addons;

/// <summary>A line of a Corefile with what is in its braces: a server block, a plugin or an option.</summary>
/// <param name="Words">The words of the line, the first of which is the plugin's or option's name.</param>
/// <param name="Children">What is in its braces.</param>
internal sealed record CorefileEntry(IReadOnlyList<string> Words, List<CorefileEntry> Children);

/// <summary>CoreDNS' configuration file, as far as it must be understood to be left alone or replaced (CoreDNS manual, "Configuration").</summary>
internal static class Corefile
{
    /// <summary>The server blocks of a Corefile, with their plugins and those's options. Deeper nesting is not kept.</summary>
    public static IReadOnlyList<CorefileEntry> Parse(string text)
    {
        var root = new CorefileEntry([], []);
        var open = new Stack<CorefileEntry>([root]);
        var last = root;
        foreach (var line in Lines(text))
        {
            var words = new List<string>();
            foreach (var word in line)
            {
                if (word == "{")
                {
                    last = Add(open.Peek(), words) ?? last;
                    open.Push(last);
                }
                else if (word == "}" && words.Count == 0)
                {
                    last = open.Count > 1 ? open.Pop() : root;
                }
                else
                {
                    words.Add(word);
                }
            }

            last = Add(open.Peek(), words) ?? last;
        }

        return root.Children;
    }

    private static CorefileEntry? Add(CorefileEntry parent, List<string> words)
    {
        if (words.Count == 0)
        {
            return null;
        }

        var entry = new CorefileEntry([.. words], []);
        parent.Children.Add(entry);
        words.Clear();
        return entry;
    }

    private static IEnumerable<IReadOnlyList<string>> Lines(string text)
    {
        var line = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            switch (text[at])
            {
                case '\n':
                    yield return line;
                    line = [];
                    at++;
                    break;
                case var space when char.IsWhiteSpace(space):
                    at++;
                    break;
                case '#':
                    at = EndOfLine(text, at);
                    break;
                case '"':
                    line.Add(Quoted(text, ref at));
                    break;
                default:
                    var start = at;
                    while (at < text.Length && !char.IsWhiteSpace(text[at]))
                    {
                        at++;
                    }

                    line.Add(text[start..at]);
                    break;
            }
        }

        yield return line;
    }

    private static int EndOfLine(string text, int at) =>
        text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;

    private static string Quoted(string text, ref int at)
    {
        var word = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] == '"')
            {
                at++;
            }

            word.Append(text[at]);
        }

        at++;
        return word.ToString();
    }
}
