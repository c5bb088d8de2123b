using System.Text.Json;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>
/// Formats a JSON value as go-yaml does: block style, indented by two, sequences level with the key they belong to,
/// keys in <see cref="YamlKeyComparer"/>'s order.
/// </summary>
internal sealed class YamlEmitter
{
    private const int Step = 2;
    private readonly YamlTextWriter _output = new();

    public void WriteDocument(JsonNode? root)
    {
        // A document that is one scalar is indented as if it stood within a mapping.
        WriteNode(root, indent: 0, scalarIndent: Step, sequenceIndent: 0);
        _output.StartLine(0);
    }

    public override string ToString() => _output.ToString();

    private void WriteNode(JsonNode? node, int indent, int scalarIndent, int sequenceIndent)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } mapping:
                WriteMapping(mapping, indent);
                break;
            case JsonArray { Count: > 0 } sequence:
                WriteSequence(sequence, sequenceIndent);
                break;
            case JsonObject:
                _output.WriteIndicator("{}");
                break;
            case JsonArray:
                _output.WriteIndicator("[]");
                break;
            default:
                _output.WriteScalar(ScalarOf(node), scalarIndent, mayFold: true);
                break;
        }
    }

    private void WriteMapping(JsonObject mapping, int indent)
    {
        var entries = mapping.ToArray();
        Array.Sort(entries, static (x, y) => YamlKeyComparer.Instance.Compare(x.Key, y.Key));
        foreach (var (key, value) in entries)
        {
            _output.StartLine(indent);
            var name = YamlScalar.OfString(key);
            if (name.CanBeSimpleKey)
            {
                _output.WriteScalar(name, indent + Step, mayFold: false);
                _output.WriteColon();
                WriteNode(value, indent + Step, indent + Step, sequenceIndent: indent);
            }
            else
            {
                _output.WriteIndicator("?", staysIndentation: true);
                _output.WriteScalar(name, indent + Step, mayFold: true);
                _output.StartLine(indent);
                _output.WriteIndicator(":", staysIndentation: true);
                WriteNode(value, indent + Step, indent + Step, sequenceIndent: indent + Step);
            }
        }
    }

    private void WriteSequence(JsonArray sequence, int indent)
    {
        foreach (var item in sequence)
        {
            _output.StartLine(indent);
            _output.WriteIndicator("-", staysIndentation: true);
            WriteNode(item, indent + Step, indent + Step, indent + Step);
        }
    }

    private static YamlScalar ScalarOf(JsonNode? node)
    {
        if (node is null)
        {
            return YamlScalar.OfLiteral("null");
        }

        var value = node.AsValue();
        return value.GetValueKind() switch
        {
            JsonValueKind.String => YamlScalar.OfString(value.ToString()),
            JsonValueKind.True => YamlScalar.OfLiteral("true"),
            JsonValueKind.False => YamlScalar.OfLiteral("false"),
            JsonValueKind.Number => GoNumber.ToYaml(value.ToJsonString()) is { } number ? YamlScalar.OfLiteral(number) : YamlScalar.OfString(value.ToJsonString()),
            _ => YamlScalar.OfLiteral("null"),
        };
    }
}
