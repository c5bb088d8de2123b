using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kubeadm.Engine.Serialization;

/// <summary>
/// Indents the further lines of quoted scalars where they are not. YAML 1.1 lets them start anywhere and drops the spaces they start with;
/// YamlDotNet refuses them.
/// </summary>
internal static class YamlQuotedLines
{
    private const string Complaint = "wrong indentation";

    /// <summary>More than any indentation that <see cref="YamlTreeBuilder.MaximumDepth"/> leaves room for in practice.</summary>
    private static readonly string Indentation = new(' ', 100);

    public static string Indent(string text)
    {
        // Each pass mends one line; a text that needs so many is no document.
        for (var pass = 0; pass < 50 && OffendingLine(text) is { } number; pass++)
        {
            var start = 0;
            for (var line = 1; line < number && start >= 0; line++)
            {
                start = text.IndexOf('\n', start) + 1;
            }

            text = text.Insert(start, Indentation);
        }

        return text;
    }

    private static int? OffendingLine(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext() && parser.Current is not DocumentEnd)
            {
            }

            return null;
        }
        catch (SyntaxErrorException problem) when (problem.Message.Contains(Complaint, StringComparison.Ordinal))
        {
            return (int)problem.End.Line;
        }
        catch (Exception problem) when (problem is YamlException or InvalidOperationException)
        {
            return null;
        }
    }
}
