namespace Kubeadm.Engine.Serialization.Yaml;

internal enum YamlTreeKind
{
    Scalar,
    Sequence,
    Mapping,
    Alias,
}

/// <summary>A node of a YAML document as it was written, before aliases and merge keys are followed.</summary>
internal sealed class YamlTreeNode(YamlTreeKind kind, int line)
{
    public YamlTreeKind Kind { get; } = kind;

    /// <summary>The line in the whole text, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>A scalar's text, or an alias's name.</summary>
    public string Text { get; init; } = "";

    /// <summary>The tag, or empty.</summary>
    public string Tag { get; init; } = "";

    /// <summary>Whether a scalar is plain, so that its text decides its type.</summary>
    public bool IsPlain { get; init; }

    /// <summary>The node that an alias stands for.</summary>
    public YamlTreeNode? Target { get; init; }

    /// <summary>A sequence's items; a mapping's keys and values in turn.</summary>
    public List<YamlTreeNode> Children { get; } = [];

    public bool IsMergeKey => Kind == YamlTreeKind.Scalar && Text == "<<" && (IsPlain || Tag == YamlTags.Merge);
}

/// <summary>The tags of YAML 1.1 that go-yaml knows.</summary>
internal static class YamlTags
{
    public const string String = "tag:yaml.org,2002:str";
    public const string Boolean = "tag:yaml.org,2002:bool";
    public const string Integer = "tag:yaml.org,2002:int";
    public const string Float = "tag:yaml.org,2002:float";
    public const string Null = "tag:yaml.org,2002:null";
    public const string Timestamp = "tag:yaml.org,2002:timestamp";
    public const string Binary = "tag:yaml.org,2002:binary";
    public const string Merge = "tag:yaml.org,2002:merge";
}
