using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>Builds the tree of a text's first document from the events of YamlDotNet's parser.</summary>
internal sealed class YamlTreeBuilder
{
    private readonly string _text;
    private readonly int _firstLine;
    private readonly Dictionary<string, YamlTreeNode> _anchors = new(StringComparer.Ordinal);
    private int _flowDepth;
    private int _nodes;
    private int _lastLine;

    private YamlTreeBuilder(string text, int firstLine)
    {
        _text = text;
        _firstLine = firstLine;
    }

    /// <summary>
    /// The line from which nothing was read: what follows the first value without being part of it, which go-yaml passes over in silence.
    /// </summary>
    public int? UnreadLine { get; private set; }

    /// <summary>The document's root, or null when the text holds nothing but comments.</summary>
    public YamlTreeNode? Root { get; private set; }

    public static YamlTreeBuilder Build(YamlPart part)
    {
        var text = part.Text.TrimStart(YamlCharacters.ByteOrderMark);
        for (var mended = 0; ; mended++)
        {
            var builder = new YamlTreeBuilder(text, part.FirstLine);
            try
            {
                builder.ReadDocument();
                return builder;
            }
            catch (SyntaxErrorException problem) when (YamlQuotedLines.IsAtFault(problem) && YamlQuotedLines.MayMend(text, mended))
            {
                text = YamlQuotedLines.Mend(text, problem);
            }
            catch (YamlException problem)
            {
                throw YamlErrors.Syntax(builder.LineOf(problem.End), problem);
            }
            catch (InvalidOperationException problem)
            {
                // YamlDotNet's scanner loses its way here.
                throw YamlErrors.FlowIndentation(builder._lastLine, problem);
            }
            catch (Exception problem) when (problem is not (KubeadmException or OutOfMemoryException))
            {
                throw YamlErrors.Unreadable(builder._lastLine, problem);
            }
        }
    }

    private void ReadDocument()
    {
        var parser = new Parser(new StringReader(_text));
        Next(parser);
        if (Next(parser) is not DocumentStart)
        {
            return;
        }

        Root = ReadNode(parser, Next(parser), depth: 0);
        try
        {
            Next(parser);
        }
        catch (SemanticErrorException rest)
        {
            UnreadLine = LineOf(rest.Start);
        }
    }

    private static ParsingEvent Next(Parser parser)
    {
        parser.MoveNext();
        return parser.Current!;
    }

    private int LineOf(Mark mark) => _firstLine + Math.Max(1, (int)mark.Line) - 1;

    private YamlTreeNode ReadNode(Parser parser, ParsingEvent current, int depth)
    {
        _lastLine = LineOf(current.Start);
        if (++_nodes > YamlLimits.Values)
        {
            throw YamlErrors.TooManyValues(_lastLine);
        }

        if (depth > YamlLimits.Depth)
        {
            throw YamlErrors.TooDeep(_lastLine);
        }

        if (_flowDepth == 0)
        {
            RefuseTab(current.Start);
        }

        switch (current)
        {
            case AnchorAlias alias:
                return ReadAlias(alias);
            case Scalar scalar:
                return ReadScalar(scalar);
            case var start:
                var node = new YamlTreeNode(start is SequenceStart ? YamlTreeKind.Sequence : YamlTreeKind.Mapping, LineOf(start.Start))
                {
                    Tag = TagOf((NodeEvent)start),
                };
                Remember((NodeEvent)start, node);
                var isFlow = start is SequenceStart { Style: SequenceStyle.Flow } or MappingStart { Style: MappingStyle.Flow };
                _flowDepth += isFlow ? 1 : 0;
                while (Next(parser) is var child and not (SequenceEnd or MappingEnd))
                {
                    node.Children.Add(ReadNode(parser, child, depth + 1));
                }

                _flowDepth -= isFlow ? 1 : 0;
                return node.Kind == YamlTreeKind.Mapping && node.Children.Count % 2 != 0
                    ? throw YamlErrors.KeyWithoutValue(_lastLine)
                    : node;
        }
    }

    /// <summary>
    /// Tabs cannot indent. YamlDotNet lets some through and then reads half a document.
    /// </summary>
    private void RefuseTab(Mark start)
    {
        var tab = false;
        for (var i = (int)Math.Min(start.Index, _text.Length) - 1; i >= 0 && _text[i] != '\n'; i--)
        {
            if (_text[i] is not (' ' or '\t' or '-' or '?'))
            {
                return;
            }

            tab |= _text[i] == '\t';
        }

        if (tab)
        {
            throw YamlErrors.TabIndents(LineOf(start));
        }
    }

    private YamlTreeNode ReadAlias(AnchorAlias alias)
    {
        var line = LineOf(alias.Start);
        return _anchors.TryGetValue(alias.Value.Value, out var target)
            ? new YamlTreeNode(YamlTreeKind.Alias, line) { Text = alias.Value.Value, Target = target }
            : throw YamlErrors.NoAnchor(line, alias.Value.Value);
    }

    private YamlTreeNode ReadScalar(Scalar scalar)
    {
        if (scalar.Style == ScalarStyle.DoubleQuoted)
        {
            RefuseEscapedSlash(scalar);
        }

        var node = new YamlTreeNode(YamlTreeKind.Scalar, LineOf(scalar.Start))
        {
            Text = scalar.Value,
            Tag = TagOf(scalar),
            IsPlain = scalar.Style is ScalarStyle.Plain or ScalarStyle.Any && scalar.Tag.IsEmpty,
        };
        Remember(scalar, node);
        return node;
    }

    /// <summary>YAML 1.1 has no <c>\/</c>, though JSON and YAML 1.2, which YamlDotNet reads, do.</summary>
    private void RefuseEscapedSlash(Scalar scalar)
    {
        var end = (int)Math.Min(scalar.End.Index, _text.Length);
        for (var i = (int)scalar.Start.Index; i < end - 1; i++)
        {
            if (_text[i] != '\\')
            {
                continue;
            }

            i++;
            if (_text[i] == '/')
            {
                throw YamlErrors.EscapedSlash(LineOf(scalar.Start));
            }
        }
    }

    private static string TagOf(NodeEvent node) => node.Tag.IsEmpty ? "" : node.Tag.Value;

    private void Remember(NodeEvent start, YamlTreeNode node)
    {
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = node;
        }
    }
}
