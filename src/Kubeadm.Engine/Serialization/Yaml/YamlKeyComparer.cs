using System.Globalization;
using System.Text;

namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>
/// The order in which go-yaml writes the keys of a mapping: numbers within keys by value (<c>a2</c> before <c>a10</c>),
/// and where two keys first differ, anything else before letters (<c>a.b</c> before <c>ab</c>).
/// </summary>
internal sealed class YamlKeyComparer : IComparer<string>
{
    public static YamlKeyComparer Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var at = 0;
        while (at < x.Length && at < y.Length && x[at] == y[at])
        {
            at++;
        }

        if (at == x.Length || at == y.Length)
        {
            return x.Length.CompareTo(y.Length);
        }

        if (at > 0 && char.IsLowSurrogate(x[at]) && char.IsLowSurrogate(y[at]))
        {
            at--;
        }

        Rune.DecodeFromUtf16(x.AsSpan(at), out var left, out _);
        Rune.DecodeFromUtf16(y.AsSpan(at), out var right, out _);
        return (Rune.IsLetter(left), Rune.IsLetter(right)) switch
        {
            (true, true) => left.CompareTo(right),
            (true, false) => 1,
            (false, true) => -1,
            _ => CompareNumbers(x, y, at, left, right),
        };
    }

    private static int CompareNumbers(string x, string y, int at, Rune left, Rune right)
    {
        // A zero after other digits is part of a longer number; counting it from 1 keeps its length in play.
        var start = (left.Value == '0' || right.Value == '0') && FollowsNonZeroDigit(x, at) ? 1L : 0L;
        var (leftValue, leftEnd) = ReadNumber(x, at, start);
        var (rightValue, rightEnd) = ReadNumber(y, at, start);
        if (leftValue != rightValue)
        {
            return leftValue.CompareTo(rightValue);
        }

        return leftEnd != rightEnd ? leftEnd.CompareTo(rightEnd) : left.CompareTo(right);
    }

    private static bool FollowsNonZeroDigit(string text, int at)
    {
        for (var i = at - 1; i >= 0 && IsDigit(text[i]); i--)
        {
            if (text[i] != '0')
            {
                return true;
            }
        }

        return false;
    }

    private static (long Value, int End) ReadNumber(string text, int at, long value)
    {
        while (at < text.Length && IsDigit(text[at]))
        {
            value = unchecked((value * 10) + (text[at] - '0'));
            at++;
        }

        return (value, at);
    }

    private static bool IsDigit(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.DecimalDigitNumber;
}
