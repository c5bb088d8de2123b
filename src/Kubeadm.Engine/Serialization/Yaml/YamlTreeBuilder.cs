using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kubeadm.Engine.Serialization;

/// <summary>Makes the tree of a text's first document from the events of YamlDotNet's parser.</summary>
internal sealed class YamlTreeBuilder(YamlPart part)
{
    /// <summary>How deep values may be nested; far beyond what any Kubernetes document has, far below what a stack bears.</summary>
    public const int MaximumDepth = 500;

    private readonly Parser parser = new(new StringReader(part.Text));
    private readonly Dictionary<string, YamlTreeNode> anchors = new(StringComparer.Ordinal);

    /// <summary>The document's root, or null when the text holds nothing but comments.</summary>
    public YamlTreeNode? Build()
    {
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                return null;
            }

            var root = ReadNode(depth: 0);
            parser.Consume<DocumentEnd>();
            return root;
        }
        catch (YamlException problem)
        {
            throw YamlError.At(LineOf(problem.Start), problem.Message, problem);
        }
    }

    private int LineOf(Mark mark) => part.FirstLine + Math.Max(1, (int)mark.Line) - 1;

    private YamlTreeNode ReadNode(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw YamlError.At(LineOf(parser.Current!.Start), $"values are nested more than {MaximumDepth} deep");
        }

        switch (parser.Current)
        {
            case AnchorAlias:
                return ReadAlias(parser.Consume<AnchorAlias>());
            case Scalar:
                return ReadScalar(parser.Consume<Scalar>());
            case SequenceStart:
                return ReadCollection<SequenceStart, SequenceEnd>(YamlTreeKind.Sequence, depth);
            default:
                return ReadCollection<MappingStart, MappingEnd>(YamlTreeKind.Mapping, depth);
        }
    }

    private YamlTreeNode ReadAlias(AnchorAlias alias)
    {
        var line = LineOf(alias.Start);
        return anchors.TryGetValue(alias.Value.Value, out var target)
            ? new YamlTreeNode(YamlTreeKind.Alias, line) { Text = alias.Value.Value, Target = target }
            : throw YamlError.At(line, $"there is no anchor '{alias.Value.Value}'");
    }

    private YamlTreeNode ReadScalar(Scalar scalar)
    {
        var node = new YamlTreeNode(YamlTreeKind.Scalar, LineOf(scalar.Start))
        {
            Text = scalar.Value,
            Tag = TagOf(scalar),
            IsPlain = scalar.Style is ScalarStyle.Plain or ScalarStyle.Any && scalar.Tag.IsEmpty,
        };
        Remember(scalar, node);
        return node;
    }

    private YamlTreeNode ReadCollection<TStart, TEnd>(YamlTreeKind kind, int depth)
        where TStart : NodeEvent
        where TEnd : ParsingEvent
    {
        var start = parser.Consume<TStart>();
        var node = new YamlTreeNode(kind, LineOf(start.Start)) { Tag = TagOf(start) };
        Remember(start, node);
        while (!parser.TryConsume<TEnd>(out _))
        {
            node.Children.Add(ReadNode(depth + 1));
        }

        return node;
    }

    private static string TagOf(NodeEvent node) => node.Tag.IsEmpty ? "" : node.Tag.Value;

    private void Remember(NodeEvent start, YamlTreeNode node)
    {
        if (!start.Anchor.IsEmpty)
        {
            anchors[start.Anchor.Value] = node;
        }
    }
}
