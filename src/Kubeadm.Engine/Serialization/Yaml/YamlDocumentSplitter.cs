using System.Text;

namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>A part of a text.</summary>
/// <param name="Text">The part.</param>
/// <param name="FirstLine">The line of the whole text on which it starts, from 1.</param>
internal readonly record struct YamlPart(string Text, int FirstLine);

/// <summary>
/// Parts a text at its lines of <c>---</c>, before any YAML is parsed, so also within a literal block:
/// as Kubernetes' own reader of YAML streams does (k8s.io/apimachinery, util/yaml).
/// </summary>
internal static class YamlDocumentSplitter
{
    private const string Separator = "---";

    public static List<YamlPart> Split(string text)
    {
        var parts = new List<YamlPart>();
        var current = new StringBuilder();
        var number = 0;
        var firstLine = 1;
        foreach (var line in Lines(text))
        {
            number++;
            if (line.StartsWith(Separator, StringComparison.Ordinal))
            {
                var rest = line[Separator.Length..].Trim();
                if (rest.Length > 0 && rest[0] != '#')
                {
                    throw YamlErrors.TextAfterSeparator(number, Separator);
                }

                if (current.Length > 0)
                {
                    Finish();
                    continue;
                }
            }

            if (current.Length == 0)
            {
                firstLine = number;
            }

            current.Append(line).Append('\n');
        }

        if (current.Length > 0)
        {
            Finish();
        }

        return parts;

        void Finish()
        {
            if (parts.Count == YamlLimits.Documents)
            {
                throw YamlErrors.TooManyDocuments(firstLine);
            }

            parts.Add(new(current.ToString(), firstLine));
            current.Clear();
        }
    }

    private static IEnumerable<string> Lines(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            var length = end - start;
            yield return text.Substring(start, length > 0 && end < text.Length && text[end - 1] == '\r' ? length - 1 : length);
            start = end + 1;
        }
    }
}
