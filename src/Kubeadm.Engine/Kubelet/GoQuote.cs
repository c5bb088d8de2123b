using System.Globalization;
using System.Text;

namespace Kubeadm.Engine.Kubelet;

/// <summary>Text in double quotes with Go's escapes, in which kubeadm writes single values into files.</summary>
internal static class GoQuote
{
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\a' => @"\a",
                '\b' => @"\b",
                '\f' => @"\f",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '\v' => @"\v",
                < ' ' or 0x7f => FormattableString.Invariant($"\\x{rune.Value:x2}"),
                _ when IsPrintable(rune) => rune.ToString(),
                < 0x10000 => FormattableString.Invariant($"\\u{rune.Value:x4}"),
                _ => FormattableString.Invariant($"\\U{rune.Value:x8}"),
            });
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
