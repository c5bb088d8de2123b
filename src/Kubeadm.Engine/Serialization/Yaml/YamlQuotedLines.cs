using YamlDotNet.Core;

namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>
/// Indents the further lines of quoted scalars where they are not. YAML 1.1 lets them start anywhere and drops the spaces they start with;
/// YamlDotNet refuses them.
/// </summary>
internal static class YamlQuotedLines
{
    /// <summary>How many lines are mended; a text that needs more is no document.</summary>
    private const int MostMended = 50;

    private const string Complaint = "wrong indentation";

    /// <summary>More than any document indents its keys by.</summary>
    private static readonly string Indentation = new(' ', 100);

    public static bool IsAtFault(SyntaxErrorException problem) => problem.Message.Contains(Complaint, StringComparison.Ordinal);

    /// <summary>Whether one more line may be mended: the text is read from its start again after each, and no more is read than a text may have.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mended">How many lines were mended.</param>
    public static bool MayMend(string text, int mended) => mended < MostMended && (long)(mended + 1) * text.Length <= KubeYaml.MaximumLength;

    /// <summary>Indents the line that YamlDotNet complains of.</summary>
    public static string Mend(string text, SyntaxErrorException problem)
    {
        var start = 0;
        for (var line = 1; line < problem.End.Line; line++)
        {
            start = text.IndexOf('\n', start) + 1;
        }

        return text.Insert(start, Indentation);
    }
}
