using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>Converts a YAML document to the JSON value that sigs.k8s.io/yaml makes of it.</summary>
internal sealed class YamlDocumentReader(YamlPart part, YamlBudget budget)
{
    private readonly YamlAliasGuard _guard = new(budget);
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];

    /// <summary>JSON is decoded as it stands, so that <c>1.0</c> stays a number with a fraction.</summary>
    private readonly bool _isJson = part.Text.AsSpan().TrimStart().StartsWith("{");

    public YamlDocument Read()
    {
        var builder = YamlTreeBuilder.Build(part);
        var tree = builder.Root;
        var firstLine = tree?.Line ?? part.FirstLine;
        _lines[""] = firstLine;
        var root = tree is null ? null : Convert(tree, "", depth: 0);
        return new(root, part.Text, firstLine, _lines, _findings) { UnreadLine = builder.UnreadLine };
    }

    /// <param name="node">The node.</param>
    /// <param name="path">The path of its field; null where it is longer than is remembered.</param>
    /// <param name="depth">How many values are around it, aliases followed.</param>
    private JsonNode? Convert(YamlTreeNode node, string? path, int depth)
    {
        RequireDepth(node, depth);
        _guard.Count(node.Line);
        switch (node.Kind)
        {
            case YamlTreeKind.Alias:
                _guard.Enter(node);
                var value = Convert(node.Target!, path, depth);
                _guard.Leave(node);
                return value;
            case YamlTreeKind.Mapping:
                var mapping = new JsonObject();
                Fill(mapping, node, path, depth);
                return mapping;
            case YamlTreeKind.Sequence:
                return ConvertSequence(node, path, depth);
            default:
                budget.CountText(node.Text.Length, node.Line);
                return YamlScalarConverter.ToJson(node, _isJson);
        }
    }

    private JsonArray ConvertSequence(YamlTreeNode node, string? path, int depth)
    {
        var sequence = new JsonArray();
        foreach (var child in node.Children)
        {
            var childPath = _guard.InAlias ? path : Within(path, $"[{sequence.Count}]");
            Note(childPath, child.Line);
            sequence.Add(Convert(child, childPath, depth + 1));
        }

        return sequence;
    }

    /// <summary>
    /// Sets a mapping's keys in the order they are written, merged ones too: the last one counts,
    /// and a strict reader objects to each that was there before.
    /// </summary>
    private void Fill(JsonObject mapping, YamlTreeNode node, string? path, int depth)
    {
        for (var i = 0; i < node.Children.Count; i += 2)
        {
            var (key, value) = (node.Children[i], node.Children[i + 1]);
            if (key.IsMergeKey)
            {
                Merge(mapping, value, path, depth + 1);
                continue;
            }

            _guard.Count(key.Line);
            var name = YamlScalarConverter.ToKey(key.Kind == YamlTreeKind.Alias ? key.Target! : key);
            budget.CountText(name.Length, key.Line);
            var childPath = _guard.InAlias ? path : Within(path, path is "" ? name : $".{name}");
            if (mapping.ContainsKey(name))
            {
                _findings.Add(new(FindingSeverity.Error, childPath ?? "", $"the key '{Excerpt.Of(name)}' is already set", key.Line) { IsStrict = true });
            }

            Note(childPath, key.Line);
            mapping[name] = Convert(value, childPath, depth + 1);
        }
    }

    private void Merge(JsonObject mapping, YamlTreeNode value, string? path, int depth)
    {
        RequireDepth(value, depth);
        switch (value)
        {
            case { Kind: YamlTreeKind.Mapping }:
                _guard.Count(value.Line);
                Fill(mapping, value, path, depth);
                break;
            case { Kind: YamlTreeKind.Alias, Target.Kind: YamlTreeKind.Mapping }:
                _guard.Count(value.Line);
                _guard.Enter(value);
                Fill(mapping, value.Target, path, depth);
                _guard.Leave(value);
                break;
            case { Kind: YamlTreeKind.Sequence }:
                // The first of several takes precedence, so it comes last.
                foreach (var item in Enumerable.Reverse(value.Children))
                {
                    Merge(mapping, item.Kind == YamlTreeKind.Sequence ? throw YamlErrors.MergesNoMapping(item.Line) : item, path, depth);
                }

                break;
            default:
                throw YamlErrors.MergesNoMapping(value.Line);
        }
    }

    private static void RequireDepth(YamlTreeNode node, int depth)
    {
        if (depth > YamlLimits.Depth)
        {
            throw YamlErrors.TooDeepByAliases(node.Line);
        }
    }

    private static string? Within(string? path, string step) => path is null || path.Length + step.Length > YamlLimits.PathLength ? null : path + step;

    /// <summary>Lines within aliases are those of the alias: the fields of what it stands for are elsewhere.</summary>
    private void Note(string? path, int line)
    {
        if (!_guard.InAlias && path is not null)
        {
            _lines[path] = line;
        }
    }
}
