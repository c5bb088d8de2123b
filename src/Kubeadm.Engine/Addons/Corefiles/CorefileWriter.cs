using System.Text;

namespace Kubeadm.Engine.Addons.Corefiles;

/// <summary>
/// Writes a Corefile in the form in which kubeadm writes one that it has migrated: blocks are indented by four, an empty line stands
/// between server blocks, and comments are gone.
/// </summary>
internal static class CorefileWriter
{
    private const int Indent = 4;

    /// <summary>The text of a Corefile.</summary>
    public static string Write(Corefile corefile) => string.Join('\n', corefile.Servers.Select(Server));

    private static string Server(CorefileEntry server)
    {
        var text = new StringBuilder();
        Append(text, server, 0);
        if (server.Children.Count == 0 && server.HasBlock)
        {
            text.Append(" {\n}");
        }

        return (server.HasBlock || server.Children.Count > 0 ? text.Append('\n') : text).ToString();
    }

    private static void Append(StringBuilder text, CorefileEntry entry, int depth)
    {
        text.Append(' ', depth * Indent).AppendJoin(' ', entry.Words.Select(Word));
        if (entry.Children.Count == 0)
        {
            return;
        }

        text.Append(" {\n");
        foreach (var child in entry.Children)
        {
            Append(text, child, depth + 1);
            text.Append('\n');
        }

        text.Append(' ', depth * Indent).Append('}');
    }

    /// <summary>A word, in quotes where it would be read as something else without.</summary>
    private static string Word(string word) =>
        word.Length == 0 || word[0] == '"' || word.Any(c => c == '#' || char.IsWhiteSpace(c))
            ? '"' + word.Replace("\"", "\\\"", StringComparison.Ordinal) + '"'
            : word;
}
