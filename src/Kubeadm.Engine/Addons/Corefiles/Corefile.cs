namespace Kubeadm.Engine.Addons.Corefiles;

/// <summary>
/// CoreDNS' configuration file (CoreDNS manual, "Configuration"), as far as it must be understood to be kept, migrated or replaced:
/// server blocks, their plugins and the options of those.
/// </summary>
/// <param name="Servers">The server blocks and snippets.</param>
internal sealed record Corefile(IReadOnlyList<CorefileEntry> Servers)
{
    /// <summary>The line of the first word, counted from one, that stands in no block which is understood here and is not kept; null when all are.</summary>
    public int? LostLine { get; private set; }

    /// <summary>Reads a Corefile. There is no text that cannot be read; see <see cref="LostLine"/>.</summary>
    public static Corefile Parse(string text)
    {
        var root = new CorefileEntry([], 0);
        var corefile = new Corefile(root.Children);
        var tokens = CorefileLexer.Read(text);

        // The last entry of each depth is the one that a brace opens.
        var last = new CorefileEntry?[] { root, null, null, null };
        var depth = 0;
        for (var at = 0; at < tokens.Count; at++)
        {
            switch (tokens[at].Text)
            {
                case "{":
                    depth++;
                    Open(last, depth);
                    break;
                case "}":
                    depth--;
                    break;
                default:
                    var entry = new CorefileEntry(Line(tokens, ref at), tokens[at].Line);
                    corefile.Keep(last, depth, entry);
                    break;
            }
        }

        return corefile;
    }

    private static void Open(CorefileEntry?[] last, int depth)
    {
        if (depth > 0 && depth < last.Length && last[depth] is { } opened)
        {
            opened.HasBlock = true;
        }
    }

    private void Keep(CorefileEntry?[] last, int depth, CorefileEntry entry)
    {
        if (depth < 0 || depth >= last.Length - 1 || last[depth] is not { } parent)
        {
            LostLine ??= entry.Line;
            return;
        }

        parent.Children.Add(entry);
        last[depth + 1] = entry;
        Array.Clear(last, depth + 2, last.Length - depth - 2);
    }

    /// <summary>The words up to the end of the line or an opening brace; a closing one on the same line is a word.</summary>
    private static List<string> Line(IReadOnlyList<CorefileToken> tokens, ref int at)
    {
        List<string> words = [tokens[at].Text];
        while (at + 1 < tokens.Count && tokens[at + 1].Line == tokens[at].LastLine && tokens[at + 1].Text != "{")
        {
            at++;
            words.Add(tokens[at].Text);
        }

        return words;
    }
}
