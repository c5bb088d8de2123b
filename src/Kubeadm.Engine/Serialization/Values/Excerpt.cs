using System.Globalization;

namespace Kubeadm.Engine.Serialization.Values;

/// <summary>Texts from outside as messages show them: a value of a megabyte is no help in finding it.</summary>
internal static class Excerpt
{
    private const int LongestValue = 200;
    private const int LongestMessage = 4000;

    /// <summary>A value, or its beginning where it is long.</summary>
    public static string Of(string value) => Cut(value, LongestValue);

    /// <summary>What another program said, or its beginning where it is long.</summary>
    public static string OfMessage(string message) => Cut(message, LongestMessage);

    private static string Cut(string text, int longest) =>
        text.Length <= longest ? Visible(text) : $"{Visible(text[..longest])}… ({text.Length} characters)";

    /// <summary>A text whose control characters are written out, for they could make a terminal show other things than were said.</summary>
    private static string Visible(string text) => !text.Any(IsHidden)
        ? text
        : string.Concat(text.Select(c => IsHidden(c) ? string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}") : c.ToString()));

    private static bool IsHidden(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
