using System.Text;

namespace Kubeadm.Engine.Serialization.Yaml;

internal enum YamlScalarStyle
{
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
}

/// <summary>A text and the styles that it can be written in without becoming something else.</summary>
internal sealed class YamlScalar
{
    /// <summary>The longest key, in bytes of UTF-8, that is written before its colon without a question mark.</summary>
    private const int LongestSimpleKey = 128;

    private readonly bool _resolvesToText;
    private readonly bool _plainAllowed;
    private readonly bool _singleQuotedAllowed;
    private readonly bool _literalAllowed;

    private YamlScalar(string text, bool resolvesToText)
    {
        Text = text;
        _resolvesToText = resolvesToText;
        if (text.Length == 0)
        {
            (_plainAllowed, _singleQuotedAllowed) = (true, true);
            return;
        }

        var special = false;
        var spaceThenBreak = false;
        var breakThenSpace = false;
        for (var i = 0; i < text.Length; i++)
        {
            var previous = i > 0 ? text[i - 1] : '\0';
            special |= !YamlCharacters.IsPrintable(text[i]);
            IsMultiline |= YamlCharacters.IsBreak(text[i]);
            spaceThenBreak |= previous == ' ' && YamlCharacters.IsBreak(text[i]);
            breakThenSpace |= text[i] == ' ' && i > 0 && YamlCharacters.IsBreak(previous);
        }

        _singleQuotedAllowed = !special && !spaceThenBreak && !breakThenSpace;
        _literalAllowed = !special && !spaceThenBreak && text[^1] != ' ';
        _plainAllowed = _singleQuotedAllowed && !IsMultiline && text[0] != ' ' && text[^1] != ' ' && !HasIndicator(text);
    }

    public string Text { get; }

    /// <summary>Whether the text has a line break of any kind.</summary>
    public bool IsMultiline { get; }

    public bool CanBeSimpleKey => !IsMultiline && Encoding.UTF8.GetByteCount(Text) <= LongestSimpleKey;

    /// <summary>A string, quoted where it would be read as something else.</summary>
    public static YamlScalar OfString(string text) =>
        new(text, YamlScalarResolver.Resolve(text).Kind == YamlScalarKind.Text && !YamlScalarResolver.IsBase60(text));

    /// <summary>A number, boolean or null: plain as it is.</summary>
    public static YamlScalar OfLiteral(string text) => new(text, resolvesToText: true);

    public YamlScalarStyle Style => this switch
    {
        _ when Text.Contains('\n', StringComparison.Ordinal) => _literalAllowed ? YamlScalarStyle.Literal : YamlScalarStyle.DoubleQuoted,
        { _resolvesToText: false } => YamlScalarStyle.DoubleQuoted,
        { _plainAllowed: true } => YamlScalarStyle.Plain,
        { _singleQuotedAllowed: true } => YamlScalarStyle.SingleQuoted,
        _ => YamlScalarStyle.DoubleQuoted,
    };

    /// <summary>Whether a character stands where YAML would take it for syntax.</summary>
    private static bool HasIndicator(string text)
    {
        if (text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal)
            || "#,[]{}&*!|>'\"%@`".Contains(text[0], StringComparison.Ordinal)
            || (text[0] is '?' or '-' && IsBlankOrEnd(text, 1)))
        {
            return true;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if ((text[i] == ':' && IsBlankOrEnd(text, i + 1))
                || (text[i] == '#' && i > 0 && YamlCharacters.IsBlankOrBreak(text[i - 1])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBlankOrEnd(string text, int at) => at >= text.Length || YamlCharacters.IsBlank(text[at]);
}
