using System.Buffers;
using System.Globalization;

namespace Kubeadm.Engine.Addresses;

/// <summary>
/// A URL as Go's <c>net/url</c> takes it apart (https://pkg.go.dev/net/url#Parse), which accepts more than .NET does: any text that is a relative reference.
/// </summary>
/// <param name="Scheme">The scheme in lower case, or empty.</param>
/// <param name="Path">The path, unescaped.</param>
internal sealed record GoUrl(string Scheme, string Path)
{
    private static readonly SearchValues<char> InvalidInHost = SearchValues.Create(" \"<>\\^`{|}");

    /// <summary>Parses a text; false with the reason when it is no URL.</summary>
    public static bool TryParse(string text, out GoUrl url, out string problem)
    {
        url = new("", "");
        problem = Check(text, out var scheme, out var path);
        if (problem.Length > 0)
        {
            return false;
        }

        url = new(scheme, Uri.UnescapeDataString(path));
        return true;
    }

    private static string Check(string text, out string scheme, out string path)
    {
        (scheme, path) = ("", "");
        if (text.Any(char.IsControl))
        {
            return "it has a control character";
        }

        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var fragment = hash < 0 ? "" : text[(hash + 1)..];
        var rest = hash < 0 ? text : text[..hash];
        if (!TrySplitScheme(ref rest, out scheme))
        {
            return "the scheme before ':' is missing";
        }

        var query = rest.IndexOf('?', StringComparison.Ordinal);
        rest = query < 0 ? rest : rest[..query];
        if (!rest.StartsWith('/'))
        {
            path = rest;
            return scheme.Length == 0 && rest.Split('/')[0].Contains(':') ? "its first segment has a colon" : BadEscape(scheme.Length > 0 ? fragment : fragment + rest);
        }

        if (rest.StartsWith("//", StringComparison.Ordinal) && (scheme.Length > 0 || !rest.StartsWith("///", StringComparison.Ordinal)))
        {
            var end = rest.IndexOf('/', 2);
            var host = end < 0 ? rest[2..] : rest[2..end];
            rest = end < 0 ? "" : rest[end..];
            if (CheckHost(host[(host.LastIndexOf('@') + 1)..]) is { Length: > 0 } problem)
            {
                return problem;
            }
        }

        path = rest;
        return BadEscape(fragment + rest);
    }

    /// <summary>Splits off the scheme; false when the text begins with a colon.</summary>
    private static bool TrySplitScheme(ref string text, out string scheme)
    {
        scheme = "";
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ':')
            {
                (scheme, text) = (text[..i].ToLower(CultureInfo.InvariantCulture), text[(i + 1)..]);
                return i > 0;
            }

            var canBeInScheme = char.IsAsciiLetter(text[i]) || (i > 0 && (char.IsAsciiDigit(text[i]) || text[i] is '+' or '-' or '.'));
            if (!canBeInScheme)
            {
                return true;
            }
        }

        return true;
    }

    private static string CheckHost(string host)
    {
        if (host.StartsWith('['))
        {
            var end = host.LastIndexOf(']');
            return end < 0 ? "a ']' is missing in its host" : IsPort(host[(end + 1)..]) ? "" : "its port is not a number";
        }

        var colon = host.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && !IsPort(host[colon..]))
        {
            return "its port is not a number";
        }

        return host.AsSpan().IndexOfAny(InvalidInHost) >= 0 ? "its host has a character that is not allowed" : BadEscape(host);
    }

    private static bool IsPort(string text) => text.Length == 0 || (text[0] == ':' && text.Skip(1).All(char.IsAsciiDigit));

    private static string BadEscape(string text)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                return "it has a '%' that begins no escape";
            }
        }

        return "";
    }
}
