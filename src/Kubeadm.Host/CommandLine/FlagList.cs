using System.Text;

namespace Kubeadm.Host.CommandLine;

/// <summary>A list flag's value, as kubeadm's flag library (pflag) reads it: one line of comma-separated values (RFC 4180).</summary>
internal static class FlagList
{
    /// <summary>The values; none for an empty text, but an empty one wherever there is nothing beside a comma.</summary>
    /// <exception cref="FormatException">A quote is open, or is not where a value begins or ends.</exception>
    public static IReadOnlyList<string> Read(string text)
    {
        var line = text.TrimStart('\n').Split('\n')[0];
        if (line.Length == 0)
        {
            return [];
        }

        var values = new List<string>();
        var rest = line.AsSpan();
        while (true)
        {
            values.Add(rest.StartsWith("\"") ? ReadQuoted(ref rest) : ReadPlain(ref rest));
            if (rest.IsEmpty)
            {
                return values;
            }

            if (rest[0] != ',')
            {
                throw new FormatException("extraneous or missing \" in quoted-field");
            }

            rest = rest[1..];
        }
    }

    private static string ReadPlain(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(',');
        var value = end < 0 ? rest : rest[..end];
        if (value.Contains('"'))
        {
            throw new FormatException("bare \" in non-quoted-field");
        }

        rest = rest[value.Length..];
        return value.ToString();
    }

    private static string ReadQuoted(ref ReadOnlySpan<char> rest)
    {
        var value = new StringBuilder();
        rest = rest[1..];
        while (rest.IndexOf('"') is >= 0 and var quote)
        {
            value.Append(rest[..quote]);
            rest = rest[(quote + 1)..];
            if (!rest.StartsWith("\""))
            {
                return value.ToString();
            }

            value.Append('"');
            rest = rest[1..];
        }

        throw new FormatException("extraneous or missing \" in quoted-field");
    }
}
