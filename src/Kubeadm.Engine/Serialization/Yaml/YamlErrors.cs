using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>The errors of a text that cannot be read, each with its line where that is known.</summary>
internal static class YamlErrors
{
    public static KubeadmException TextTooLong(int length) => At(null, $"the text has {length} characters; at most {KubeYaml.MaximumLength} are read");

    public static KubeadmException InvalidUtf16(Exception problem) => At(null, "the text begins as UTF-16 and is none; save it as UTF-8", problem);

    public static KubeadmException InvalidByte(int line, byte found, Exception problem) =>
        At(line, $"the byte 0x{found:X2} is not part of a character; save the text as UTF-8", problem);

    public static KubeadmException CharacterNotAllowed(int line, char found) => At(line, $"the character U+{(int)found:X4} is not allowed in YAML");

    public static KubeadmException TextAfterSeparator(int line, string separator) =>
        At(line, $"only a comment may follow '{separator}' on the line that parts two documents");

    public static KubeadmException TooManyDocuments(int line) => At(line, $"the text has more than {YamlLimits.Documents} documents");

    /// <summary>More of something than all documents of a text may have together.</summary>
    public static KubeadmException OverBudget(int line, int limit, string what) =>
        At(line, $"the text has more than {limit} {what}, counted with aliases followed");

    public static KubeadmException TooManyValues(int line) => At(line, $"the document has more than {YamlLimits.Values} values");

    public static KubeadmException TooDeep(int line) => At(line, $"values are nested more than {YamlLimits.Depth} deep");

    public static KubeadmException TooDeepByAliases(int line) =>
        At(line, $"values are nested more than {YamlLimits.Depth} deep, counted with aliases followed");

    public static KubeadmException TooMuchFromAliases(int line) => At(line, "too much of the document comes from aliases");

    public static KubeadmException AnchorInItself(int line, string anchor) => At(line, $"the value of anchor '{anchor}' contains itself");

    public static KubeadmException NoAnchor(int line, string anchor) => At(line, $"there is no anchor '{anchor}'");

    /// <summary>What the parser itself objects to.</summary>
    public static KubeadmException Syntax(int line, Exception problem) => At(line, problem.Message, problem);

    public static KubeadmException FlowIndentation(int line, Exception problem) =>
        At(line, "a value within brackets or braces goes on in a line that is indented less than its key", problem);

    public static KubeadmException Unreadable(int line, Exception problem) => At(line, "the text cannot be read from here on", problem);

    public static KubeadmException TabIndents(int line) => At(line, "a tab cannot indent; use spaces");

    public static KubeadmException EscapedSlash(int line) => At(line, "YAML 1.1 knows no escape '\\/'; write '/'");

    public static KubeadmException KeyWithoutValue(int line) => At(line, "a key within braces has no value");

    public static KubeadmException MergesNoMapping(int line) => At(line, "the merge key '<<' takes a mapping or a sequence of mappings");

    public static KubeadmException KeyNotScalar(int line) => At(line, "a mapping or sequence cannot be a key");

    public static KubeadmException KeyNull(int line) => At(line, "null cannot be a key; quote it to use it as text");

    public static KubeadmException KeyTooLarge(int line, string key) => At(line, $"{key} is too large for a key; quote it to use it as text");

    public static KubeadmException NotAJsonNumber(int line, string text) => At(line, $"{text} is not a number that JSON has");

    public static KubeadmException NotOfItsTag(int line, string text) => At(line, $"'{text}' is not of the type that its tag names");

    public static KubeadmException NotBase64(int line, Exception problem) => At(line, "the value tagged !!binary is not base64", problem);

    private static KubeadmException At(int? line, string problem, Exception? inner = null) =>
        new(ErrorIds.InvalidConfiguration, line is null ? $"invalid YAML: {problem}" : $"invalid YAML at line {line}: {problem}", inner)
        {
            Kind = KubeadmErrorKind.InvalidInput,
            Remedy = line is null ? null : $"Correct line {line} of the file.",
        };
}
