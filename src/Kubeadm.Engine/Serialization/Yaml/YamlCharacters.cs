namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>The classes of characters that YAML 1.1 knows.</summary>
internal static class YamlCharacters
{
    public const char NextLine = '\u0085';
    public const char LineSeparator = '\u2028';
    public const char ParagraphSeparator = '\u2029';
    public const char ByteOrderMark = '\uFEFF';

    /// <summary>
    /// Whether go-yaml writes a character as it is. Tabs and all characters beyond U+FFFF (surrogates here) are escaped.
    /// </summary>
    public static bool IsPrintable(char c) =>
        c is '\n' or (>= ' ' and <= '~') or (>= '\u00A0' and <= '\uD7FF') or (>= '\uE000' and <= '\uFFFD' and not ByteOrderMark);

    /// <summary>Whether go-yaml reads a character, other than a pair of surrogates, at all.</summary>
    public static bool IsAllowed(char c) =>
        c is '\t' or '\n' or '\r' or (>= ' ' and <= '~') or NextLine or (>= '\u00A0' and <= '\uD7FF') or (>= '\uE000' and <= '\uFFFD');

    public static bool IsBreak(char c) => c is '\n' or '\r' or NextLine or LineSeparator or ParagraphSeparator;

    public static bool IsBlank(char c) => c is ' ' or '\t';

    public static bool IsBlankOrBreak(char c) => IsBlank(c) || IsBreak(c) || c == '\0';
}
